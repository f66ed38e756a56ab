//! Two people draft one week: what each does comes together, what both do otherwise is asked, and
//! each is told that the other has it open.
use chrono::TimeDelta;
use majlis::scheduling::{Refusal, Window};
use majlis::service::week::Version;
use majlis::service::week::editor::{self, Kept, Made};
use majlis::service::{Caller, week};

use crate::availability::{whose, window};
use crate::house::House;
use crate::pages::staff;
use crate::people::refusal;
use crate::world::{World, on_both};

impl World {
    /// The draft as a page reads it: its version, and its windows.
    async fn reads(&self, office: &Caller) -> (Version, Vec<Window>) {
        let seen = week::see(&self.app, office, whose(), self.now())
            .await
            .unwrap();
        let plan = seen.draft.unwrap_or(seen.plan);
        (seen.version, plan.windows)
    }

    async fn keeps(
        &self,
        office: &Caller,
        (version, base): &(Version, Vec<Window>),
        mine: Vec<Window>,
    ) -> Kept {
        let made = Made {
            version: *version,
            base: base.clone(),
            mine,
        };
        editor::keep(&self.app, office, whose(), made, self.now())
            .await
            .unwrap()
    }
}

fn with(base: &[Window], from: &str, to: &str) -> Vec<Window> {
    let mut windows = base.to_vec();
    windows.push(window(from, to));
    windows.sort_unstable();
    windows
}

on_both! {
    async fn what_two_people_do_at_once_comes_together_or_is_asked(kind) {
        let world = World::ministry(kind, &[]).await;
        let one = world.office().await;
        let other = world.staff("secretary").await.caller;
        let read = world.reads(&one).await;
        let mine = with(&read.1, "15:00", "16:00");
        assert!(matches!(world.keeps(&one, &read, mine.clone()).await, Kept::Saved(now) if now.windows == mine));
        // The other read the week before that, and paints another hour.
        let theirs = with(&read.1, "17:00", "18:00");
        let Kept::Merged(both) = world.keeps(&other, &read, theirs).await else {
            panic!("the two hours are merged");
        };
        assert_eq!(both.windows, with(&mine, "17:00", "18:00"));
        // And now both paint the same hour, each otherwise.
        let read = world.reads(&one).await;
        assert_eq!((read.0, &read.1), (both.version, &both.windows));
        world.keeps(&one, &read, with(&read.1, "19:00", "20:00")).await;
        let stands = world.reads(&one).await;
        let Kept::Asked(there, merged) =
            world.keeps(&other, &read, with(&read.1, "19:00", "19:40")).await
        else {
            panic!("somebody has to say which it is");
        };
        assert_eq!((there.version, there.windows), stands, "nothing was saved");
        let [asked] = merged.conflicts.as_slice() else { panic!("one time is asked") };
        assert_eq!(asked.mine, [window("19:00", "19:40")]);
        assert_eq!(asked.theirs, [window("19:00", "20:00")]);
        // Her answer is made from what stands, and is saved.
        let answer = with(&read.1, "19:00", "19:40");
        assert!(matches!(world.keeps(&other, &stands, answer).await, Kept::Saved(_)));
        // Whoever changed nothing takes what stands, and writes nothing.
        let before = world.reads(&one).await;
        let Kept::Merged(taken) = world.keeps(&one, &read, read.1.clone()).await else {
            panic!("what the other did is taken");
        };
        assert_eq!((taken.version, taken.windows), before);
    }

    async fn what_cannot_stand_is_refused_and_nothing_is_lost(kind) {
        let world = World::ministry(kind, &[]).await;
        let office = world.office().await;
        let read = world.reads(&office).await;
        let made = Made {
            version: read.0,
            base: read.1.clone(),
            mine: vec![window("09:00", "09:10")],
        };
        let short = editor::keep(&world.app, &office, whose(), made, world.now()).await;
        assert_eq!(refusal(short), Refusal::WindowShort);
        assert_eq!(world.reads(&office).await, read);
    }

    async fn each_is_told_while_the_other_has_it_open(kind) {
        let world = World::ministry(kind, &[]).await;
        let one = world.office().await;
        let other = world.staff("secretary").await.caller;
        let here = async |who: &Caller| {
            let now = world.now();
            let (names, _) = editor::here(&world.app, who, whose(), now).await.unwrap();
            names.len()
        };
        assert_eq!((here(&one).await, here(&one).await), (0, 0), "not of oneself");
        assert_eq!((here(&other).await, here(&one).await), (1, 1));
        world.pass(TimeDelta::seconds(41));
        assert_eq!(here(&one).await, 0, "the other page is closed");
    }

    /// The same from the pages, without any script.
    async fn the_forms_of_the_editor_paint_erase_and_copy(kind) {
        let world = World::ministry(kind, &[("server.port", "0"), ("calendar.prayer_minutes", "0")]).await;
        let house = House::of(&world).await;
        let (official, week) = whose();
        let address = format!("/office/week/edit?official={official}&week={week}");
        let mut office = staff(&house, "scheduler", &address).await;
        let how = [
            ("day", "2026-11-24"), ("mode", "video"), ("minutes", "20"), ("pause", "10"),
            ("before", "0"), ("access", "open"), ("release", "1440"), ("seats", "12"),
            ("on_holiday", "false"), ("section", ""), ("place", ""),
        ];
        let mut painted = how.to_vec();
        painted.extend([("from", "11:45"), ("to", "12:45"), ("what", "paint")]);
        office.fills("/office/week/paint", &painted).await;
        let scheduler = world.office().await;
        let (_, windows) = world.reads(&scheduler).await;
        assert!(windows.contains(&window("11:45", "12:45")), "{}", office.html);
        let mut erased = how.to_vec();
        erased.extend([("from", "12:15"), ("to", "12:45"), ("what", "erase")]);
        office.fills("/office/week/paint", &erased).await;
        let (_, windows) = world.reads(&scheduler).await;
        assert!(windows.contains(&window("11:45", "12:15")), "{}", office.html);
        office.fills("/office/week/paint", &erased).await;
        let words = world.app.words.words("ar");
        assert!(office.says(&words.get("refused-nothing-there")), "{}", office.html);
        let day = "what=day&valid_from=2026-11-24&valid_to=2026-11-26";
        let address = format!("/office/week/difference?official={official}&week={week}&{day}");
        office.opens(&address).await;
        assert!(office.says(&words.get("difference-gained")), "{}", office.html);
        office.fills("/office/week/copy", &[]).await;
        let (_, windows) = world.reads(&scheduler).await;
        let of = |day: &str| {
            let day: chrono::NaiveDate = day.parse().unwrap();
            windows.iter().filter(|each| each.day == day).map(|each| (each.from, each.to)).collect::<Vec<_>>()
        };
        assert_eq!(of("2026-11-24"), of("2026-11-26"));
    }
}
