//! Every order in which people may press, on a small board: the service's own rules, checked.
//!
//! [`step`] and [`next`] are what the verbs of the service call; nothing of them is copied here.
//! What is modelled is what stands around them: a transaction that reads, and writes later, when
//! others may have written; the primary key of `occupancy`; rows that change only from what was
//! read; a clock that runs; and the job that ends what ran out. Three cells of five minutes carry
//! three slots of two lengths that overlap; two people choose, two wait, one of them urgent.
//!
//! Every state that up to `DEPTH` presses reach is looked at; `MAJLIS_SOAK=1` goes deeper. That the
//! model would notice is shown by [`broken`]: with any of the rules spoilt, it finds the presses
//! that do harm.

use std::collections::BTreeSet;

use majlis::scheduling::claim::{Input, Outcome, Standing, step};
use majlis::scheduling::waiting::{Candidate, Turn, next};
use majlis::scheduling::{NoticeEvent, Refusal, Urgency};
use stateright::{Checker as _, Model, Property};

mod broken;

/// So many presses, each of them a read or a write, a sweep or a tick of the clock.
const DEPTH: usize = 9;
const DEPTH_OF_SOAK: usize = 12;

const PEOPLE: usize = 4;
const CELLS: usize = 3;
/// From which cell to which, that one not included.
const SLOTS: [(usize, usize); 3] = [(0, 2), (1, 3), (2, 3)];
const LAST_MOMENT: u8 = 4;
/// How long a hold, and an offer, lasts.
const LASTS: u8 = 1;
/// So many transactions are under way at once.
const UNDER_WAY: usize = 2;

type Who = usize;
type Slot = usize;
type Step =
    fn(Option<Standing<u8>>, &[Standing<u8>], Input<u8>, u8) -> Result<Outcome<u8>, Refusal>;
type Order = fn(&[Candidate<Who, u8>], Slot) -> Option<Who>;

/// The rules under which the board is played.
#[derive(Clone, Copy)]
struct Laws {
    /// What becomes of cells.
    step: Step,
    /// Whether the primary key of `occupancy` keeps cells from others.
    blocks: fn(Standing<u8>, u8) -> bool,
    /// To whom a freed slot is offered.
    order: Order,
}

/// The laws of the service: its own functions.
const LAWS: Laws = Laws {
    step: step::<u8>,
    blocks: Standing::<u8>::blocks,
    order: in_order,
};

fn in_order(candidates: &[Candidate<Who, u8>], slot: Slot) -> Option<Who> {
    let can_use = |who: &Who| Board::can_use(*who, slot).then_some(());
    next(candidates, false, can_use).map(|(who, ())| *who)
}

/// Who waits, with the urgency, the time of the request, and which slots can be used.
const WAITING: [(Who, Urgency, u8, &[Slot]); 2] = [
    (2, Urgency::Normal, 1, &[0, 2]),
    (3, Urgency::Urgent, 2, &[0, 1]),
];

/// What one person has: a row of `hold`, `offer` or `appointment`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Claim {
    slot: Slot,
    standing: Standing<u8>,
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Intent {
    Hold(Slot),
    Book(Slot),
    Confirm,
    Extend,
    Release,
    Accept,
    Decline,
    Cancel,
}

/// A transaction that has read and not written yet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Read {
    intent: Intent,
    own: Option<Claim>,
    others: Vec<Standing<u8>>,
    now: u8,
}

/// The database at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Board {
    now: u8,
    /// The rows of `occupancy`: who has each cell.
    cells: [Option<Who>; CELLS],
    claims: [Option<Claim>; PEOPLE],
    /// Whose place on the list still waits.
    waits: [bool; PEOPLE],
    /// Which slots were offered to whom.
    asked: BTreeSet<(Who, Slot)>,
    under_way: [Option<Read>; PEOPLE],
    /// Who was told of the booking that stands.
    told: [bool; PEOPLE],
    /// How often the hold that stands was prolonged.
    prolonged: [u8; PEOPLE],
    /// What went wrong, and what was seen to happen.
    wrong: Option<&'static str>,
    accepted: bool,
    passed_on: bool,
    lost_race: bool,
}

/// One press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Press {
    Read(Who, Intent),
    Write(Who),
    Sweep(Who),
    Tick,
}

fn cells_of(slot: Slot) -> std::ops::Range<usize> {
    SLOTS[slot].0..SLOTS[slot].1
}

fn is_over(standing: Standing<u8>, now: u8) -> bool {
    standing.until().is_some_and(|until| until <= now)
}

impl Board {
    fn start() -> Self {
        let mut waits = [false; PEOPLE];
        for (who, ..) in WAITING {
            waits[who] = true;
        }
        Self {
            now: 0,
            cells: [None; CELLS],
            claims: [None; PEOPLE],
            waits,
            asked: BTreeSet::new(),
            under_way: [const { None }; PEOPLE],
            told: [false; PEOPLE],
            prolonged: [0; PEOPLE],
            wrong: None,
            accepted: false,
            passed_on: false,
            lost_race: false,
        }
    }

    /// Whether a cell stands in nobody's way at that time; a hold that ran out does not.
    fn is_clear(&self, laws: Laws, cell: usize, now: u8) -> bool {
        self.cells[cell].is_none_or(|who| {
            self.claims[who].is_none_or(|claim| !(laws.blocks)(claim.standing, now))
        })
    }

    fn is_free(&self, laws: Laws, slot: Slot, now: u8) -> bool {
        cells_of(slot).all(|cell| self.is_clear(laws, cell, now))
    }

    fn read(&self, who: Who, intent: Intent) -> Read {
        let wanted = match intent {
            Intent::Hold(slot) | Intent::Book(slot) => cells_of(slot),
            Intent::Confirm
            | Intent::Extend
            | Intent::Release
            | Intent::Accept
            | Intent::Decline
            | Intent::Cancel => 0..0,
        };
        let holders = wanted.filter_map(|cell| self.cells[cell]);
        let others: BTreeSet<Who> = holders.filter(|other| *other != who).collect();
        let claims = others.into_iter().filter_map(|other| self.claims[other]);
        Read {
            intent,
            own: self.claims[who],
            others: claims.map(|claim| claim.standing).collect(),
            now: self.now,
        }
    }

    /// The rest of the transaction: all of it, or nothing on a refusal.
    fn write(&mut self, laws: Laws, who: Who, read: &Read) -> Result<(), Refusal> {
        // Rows change only from what was read.
        if self.claims[who] != read.own {
            return Err(Refusal::WrongStage);
        }
        match read.intent {
            Intent::Hold(slot) => {
                let until = read.now + LASTS;
                self.take(laws, (who, slot), (Input::Hold { until }, read))
            }
            Intent::Book(slot) => self.take(laws, (who, slot), (Input::Book, read)),
            Intent::Confirm => self.change(laws, who, Input::Book, read),
            Intent::Extend => {
                let until = read.own.and_then(|own| own.standing.until());
                let until = until.unwrap_or(read.now) + LASTS;
                self.change(laws, who, Input::Extend { until }, read)
            }
            Intent::Release => self.change(laws, who, Input::Release, read),
            Intent::Accept => self.change(laws, who, Input::Accept, read),
            Intent::Decline => self.change(laws, who, Input::Decline, read),
            Intent::Cancel => self.change(laws, who, Input::Cancel, read),
        }
    }

    /// A free slot: one's earlier hold is given back, what ran out is passed on, then it is taken.
    fn take(
        &mut self,
        laws: Laws,
        (who, slot): (Who, Slot),
        (input, read): (Input<u8>, &Read),
    ) -> Result<(), Refusal> {
        let freed = match read.own {
            Some(own) => {
                (laws.step)(Some(own.standing), &[], Input::Release, read.now)?;
                self.remove(who);
                Some(own.slot)
            }
            None => None,
        };
        for other in 0..PEOPLE {
            self.end(laws, other, read.now);
        }
        let outcome = (laws.step)(None, &read.others, input, read.now)?;
        self.insert(laws, (who, slot), read.now)?;
        self.stand(who, slot, outcome.standing, outcome.tells);
        if let Some(freed) = freed {
            self.pass_on(laws, freed, read.now);
        }
        Ok(())
    }

    /// The primary key: cells of holds that ran out are freed with all else these holds have.
    fn insert(&mut self, laws: Laws, (who, slot): (Who, Slot), now: u8) -> Result<(), Refusal> {
        for cell in cells_of(slot) {
            if !self.is_clear(laws, cell, now) {
                return Err(Refusal::SlotTaken);
            }
            if let Some(over) = self.cells[cell] {
                self.release(over);
            }
            self.cells[cell] = Some(who);
        }
        Ok(())
    }

    /// What one has already: it is booked, prolonged or given back.
    fn change(
        &mut self,
        laws: Laws,
        who: Who,
        input: Input<u8>,
        read: &Read,
    ) -> Result<(), Refusal> {
        let own = read.own.ok_or(Refusal::HoldExpired)?;
        let outcome = (laws.step)(Some(own.standing), &[], input, read.now)?;
        if outcome.standing.is_none() {
            self.remove(who);
            self.pass_on(laws, own.slot, read.now);
            return Ok(());
        }
        if is_over(own.standing, read.now) {
            self.wrong = Some("what ran out was taken all the same");
        }
        if !self.cells.contains(&Some(who)) {
            return Err(Refusal::HoldExpired);
        }
        if matches!(input, Input::Extend { .. }) {
            self.prolonged[who] += 1;
        }
        self.accepted |= input == Input::Accept;
        self.stand(who, own.slot, outcome.standing, outcome.tells);
        Ok(())
    }

    fn stand(
        &mut self,
        who: Who,
        slot: Slot,
        standing: Option<Standing<u8>>,
        tells: Option<NoticeEvent>,
    ) {
        self.claims[who] = standing.map(|standing| Claim { slot, standing });
        self.told[who] = tells == Some(NoticeEvent::Booked);
        if standing == Some(Standing::Booked) {
            self.waits[who] = false;
        }
    }

    fn release(&mut self, who: Who) {
        for cell in &mut self.cells {
            *cell = cell.filter(|holder| *holder != who);
        }
    }

    fn remove(&mut self, who: Who) {
        self.release(who);
        self.claims[who] = None;
        self.told[who] = false;
        self.prolonged[who] = 0;
    }

    /// Ends what ran out, and passes it on; says whether there was anything.
    fn end(&mut self, laws: Laws, who: Who, now: u8) -> bool {
        let over = self.claims[who].filter(|claim| is_over(claim.standing, now));
        let Some(claim) = over else {
            return false;
        };
        if (laws.step)(Some(claim.standing), &[], Input::Expire, now).is_err() {
            self.wrong = Some("what ran out could not be ended");
        }
        self.remove(who);
        let made = self.pass_on(laws, claim.slot, now);
        self.passed_on |= made && matches!(claim.standing, Standing::Offered { .. });
        true
    }

    /// Offers what was freed, each slot that begins in it to the next who can use it.
    fn pass_on(&mut self, laws: Laws, freed: Slot, now: u8) -> bool {
        let mut made = false;
        for (slot, (begins, ..)) in SLOTS.iter().enumerate() {
            let begins_in = cells_of(freed).contains(begins);
            if !begins_in || !self.is_free(laws, slot, now) {
                continue;
            }
            let candidates: Vec<Candidate<Who, u8>> = WAITING
                .iter()
                .filter(|(who, ..)| self.waits[*who])
                .map(|(who, urgency, received_at, _)| Candidate {
                    who: *who,
                    turn: Turn::new(*urgency, *received_at, who.to_string()),
                    is_near: false,
                    was_asked: self.claims[*who].is_some() || self.asked.contains(&(*who, slot)),
                })
                .collect();
            let chosen = (laws.order)(&candidates, slot);
            self.look_at_the_order(slot, chosen);
            if let Some(who) = chosen {
                let until = now + LASTS;
                let made_now = (laws.step)(None, &[], Input::Offer { until }, now)
                    .and_then(|outcome| self.insert(laws, (who, slot), now).map(|()| outcome));
                match made_now {
                    Ok(outcome) if outcome.tells == Some(NoticeEvent::Offered) => {
                        self.stand(who, slot, outcome.standing, outcome.tells);
                        self.asked.insert((who, slot));
                        made = true;
                    }
                    Ok(_) => self.wrong = Some("an offer was made and not told"),
                    Err(_) => self.wrong = Some("a free slot could not be offered"),
                }
            }
        }
        made
    }

    fn can_use(who: Who, slot: Slot) -> bool {
        let one = WAITING.iter().find(|(waiting, ..)| *waiting == who);
        one.is_some_and(|(_, _, _, slots)| slots.contains(&slot))
    }

    /// The published order, said once more in the simplest way: the urgent one, then the other.
    fn look_at_the_order(&mut self, slot: Slot, chosen: Option<Who>) {
        let mut due = [3, 2].into_iter().filter(|who| {
            self.waits[*who]
                && self.claims[*who].is_none()
                && !self.asked.contains(&(*who, slot))
                && Self::can_use(*who, slot)
        });
        if due.next() != chosen {
            self.wrong = Some("a freed slot went past the next in order");
        }
    }
}

/// The board with everything that may be pressed on it.
struct Rules(Laws);

impl Model for Rules {
    type State = Board;
    type Action = Press;

    fn init_states(&self) -> Vec<Board> {
        vec![Board::start()]
    }

    fn actions(&self, board: &Board, presses: &mut Vec<Press>) {
        if board.now < LAST_MOMENT {
            presses.push(Press::Tick);
        }
        let under_way = board.under_way.iter().flatten().count();
        for who in 0..PEOPLE {
            if board.claims[who].is_some_and(|claim| is_over(claim.standing, board.now)) {
                presses.push(Press::Sweep(who));
            }
            if board.under_way[who].is_some() {
                presses.push(Press::Write(who));
            } else if under_way < UNDER_WAY {
                let intents = intents(who, board.claims[who]);
                presses.extend(intents.into_iter().map(|intent| Press::Read(who, intent)));
            }
        }
    }

    fn next_state(&self, board: &Board, press: Press) -> Option<Board> {
        let mut board = board.clone();
        match press {
            Press::Tick => board.now += 1,
            Press::Sweep(who) => {
                board.end(self.0, who, board.now);
            }
            Press::Read(who, intent) => board.under_way[who] = Some(board.read(who, intent)),
            Press::Write(who) => {
                let read = board.under_way[who].take()?;
                let mut written = board.clone();
                match written.write(self.0, who, &read) {
                    Ok(()) => board = written,
                    Err(refusal) => board.lost_race |= refusal == Refusal::SlotTaken,
                }
            }
        }
        Some(board)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("who has a slot has all of its cells", |_, board: &Board| {
                (0..PEOPLE).all(|who| {
                    let standing = board.claims[who].filter(|it| it.standing.blocks(board.now));
                    standing.is_none_or(|claim| {
                        cells_of(claim.slot).all(|cell| board.cells[cell] == Some(who))
                    })
                })
            }),
            Property::always("no cell is of nobody", |_, board: &Board| {
                board.cells.iter().enumerate().all(|(cell, holder)| {
                    holder.is_none_or(|who| {
                        board.claims[who].is_some_and(|it| cells_of(it.slot).contains(&cell))
                    })
                })
            }),
            Property::always("whoever has a booking was told", |_, board: &Board| {
                (0..PEOPLE).all(|who| {
                    let booked =
                        board.claims[who].is_some_and(|it| it.standing == Standing::Booked);
                    !booked || board.told[who]
                })
            }),
            Property::always("no hold is prolonged twice", |_, board: &Board| {
                board.prolonged.iter().all(|times| *times <= 1)
            }),
            Property::always(
                "an offer goes to the next, and nothing is lost",
                |_, board: &Board| board.wrong.is_none(),
            ),
            Property::sometimes("an offer is taken", |_, board: &Board| board.accepted),
            Property::sometimes("an offer is passed on", |_, board: &Board| board.passed_on),
            Property::sometimes("a race is lost", |_, board: &Board| board.lost_race),
        ]
    }
}

/// What somebody may press, by what he or she has; those who wait do not choose.
fn intents(who: Who, own: Option<Claim>) -> Vec<Intent> {
    let chooses = WAITING.iter().all(|(waiting, ..)| *waiting != who);
    let slots = || 0..SLOTS.len();
    match own.map(|own| own.standing) {
        None if chooses => slots()
            .map(Intent::Hold)
            .chain(slots().map(Intent::Book))
            .collect(),
        None => Vec::new(),
        Some(Standing::Held { .. }) => [Intent::Confirm, Intent::Extend, Intent::Release]
            .into_iter()
            .chain(slots().map(Intent::Hold))
            .collect(),
        Some(Standing::Offered { .. }) => vec![Intent::Accept, Intent::Decline],
        Some(Standing::Booked) => vec![Intent::Cancel],
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "whoever runs the tests says how long"
)]
fn no_order_of_presses_breaks_a_rule() {
    let is_soak = std::env::var("MAJLIS_SOAK").is_ok_and(|text| text == "1");
    let depth = if is_soak { DEPTH_OF_SOAK } else { DEPTH };
    let checker = Rules(LAWS)
        .checker()
        .threads(2)
        .target_max_depth(depth)
        .spawn_bfs()
        .join();
    checker.assert_properties();
    assert!(
        checker.unique_state_count() > 10_000,
        "too little was looked at"
    );
}
