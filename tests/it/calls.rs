//! The call centre: nothing before the script is passed, everything after it, each under the
//! agent's name; people whom no text reaches are rung, people who cannot hear are written to.
use chrono::TimeDelta;
use majlis::scheduling::call::{CallPurpose, Direction, Way};
use majlis::scheduling::ids::CallId;
use majlis::scheduling::survey::{Mark, SurveyAnswer};
use majlis::scheduling::{IdentityNumber, Reference, Refusal, Sex};
use majlis::service::book::{For, Which, book};
use majlis::service::calls::back::{self, How};
use majlis::service::calls::begin::{Begin, begin};
use majlis::service::calls::check::{self, Known, Next, Said};
use majlis::service::calls::end::{Ending, end};
use majlis::service::calls::reach::{NewReach, set};
use majlis::service::calls::{acting, log, see};
use majlis::service::hand_in::{NewRequest, hand_in};
use majlis::service::register_person::{CHANNEL, NewPerson, Paper, register_person};
use majlis::service::{Caller, ServiceError, cancel, confirm, reschedule, slip, survey};
use majlis::store::audit;

use crate::house::House;
use crate::pages::{comes_to_ask, staff};
use crate::people::{NOUR, SAMIRA, meeting, refusal};
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

/// Who has no mobile, and left a telephone at her son's.
const AMINA: &str = "1000000107";

impl World {
    async fn rings(&self, agent: &Caller) -> CallId {
        begin(&self.app, agent, Begin::Incoming, self.now())
            .await
            .unwrap()
    }

    async fn compares(
        &self,
        agent: &Caller,
        (id, identity, known): (&CallId, &str, Option<Known>),
    ) -> Result<Next, ServiceError> {
        // Each code has its own moment, so that the newest message is this one.
        self.pass(TimeDelta::seconds(1));
        let identity = Some(IdentityNumber::parse(identity).unwrap());
        let said = (id.clone(), Said { identity, known });
        check::compare(&self.app, agent, said, self.now()).await
    }

    /// A call in which Nour reads her code to the agent.
    async fn knows_nour(&self, agent: &Caller) -> CallId {
        let id = self.rings(agent).await;
        let known = Known::Tail("0201".to_owned());
        let next = self
            .compares(agent, (&id, NOUR.identity, Some(known)))
            .await;
        assert_eq!(next.unwrap(), Next::Code);
        let code = self.reads_code(NOUR.mobile).await;
        check::enter(&self.app, agent, (id.clone(), code), self.now())
            .await
            .unwrap();
        id
    }

    /// Somebody without a mobile hands a request in at Madinah's desk; the reference.
    async fn amina_comes(&self, new: NewRequest) -> Reference {
        let desk = self.staff("desk.madinah").await.caller;
        let person = NewPerson {
            paper: Paper::Card(IdentityNumber::parse(AMINA).unwrap()),
            name: Some("آمنة العوفي".to_owned()),
            name_latin: None,
            sex: Sex::Woman,
            mobile: None,
            mobile_shared: false,
            phone: None,
            language: "ar".to_owned(),
        };
        let new = NewRequest {
            channel: CHANNEL,
            ..new
        };
        let done = register_person(&self.app, &desk, (person, Some(new)), self.now()).await;
        Reference::parse(&done.unwrap().request.unwrap().request.reference).unwrap()
    }

    /// The telephone that she left, written down in a call in which she showed her slip.
    async fn amina_leaves(&self, agent: &Caller, reference: &Reference) {
        let id = self.rings(agent).await;
        let known = Known::Reference(reference.clone());
        let next = self.compares(agent, (&id, AMINA, Some(known))).await;
        assert_eq!(
            next.unwrap(),
            Next::Passed,
            "her slip and her number are enough"
        );
        let by = acting(&self.app, agent, id.clone(), self.now())
            .await
            .unwrap();
        let new = NewReach {
            phone: Some("0148221100".to_owned()),
            keeps_phone: false,
            text_only: false,
        };
        set(&self.app, &by, new, self.now()).await.unwrap();
        self.ends(agent, id, CallPurpose::Enquiry).await;
    }

    async fn ends(&self, agent: &Caller, id: CallId, purpose: CallPurpose) {
        let ending = Ending {
            purpose,
            request: None,
        };
        end(&self.app, agent, (id, ending), self.now())
            .await
            .unwrap();
    }

    async fn tells(&self, thing: &str) -> Vec<audit::Deed> {
        let thing = thing.to_owned();
        self.app
            .store
            .read(move |db| audit::of_thing(db, &thing))
            .await
            .unwrap()
    }
}

on_both! {
    async fn nothing_is_shown_before_the_script_is_passed_and_three_tries_end_it(kind) {
        let world = World::ministry(kind, &[]).await;
        let app = &world.app;
        let nour = world.citizen(NOUR).await;
        hand_in(app, &nour.caller, meeting(""), world.now()).await.unwrap();
        let agent = world.staff("calls").await.caller;
        let id = world.rings(&agent).await;
        assert_eq!(world.rings(&agent).await, id, "an agent has one call at a time");
        let seen = see::checked(app, &agent, id.clone(), world.now()).await;
        assert_eq!(refusal(seen), Refusal::CallerUnchecked);
        let by = acting(app, &agent, id.clone(), world.now()).await;
        assert_eq!(refusal(by), Refusal::CallerUnchecked);
        let other = world.staff("secretary").await.caller;
        assert_eq!(refusal(acting(app, &other, id.clone(), world.now()).await), Refusal::NotAllowed);
        // Samira's number with the tail of Nour's mobile fits nobody, and says not which is wrong.
        for _ in 0..3 {
            let known = Some(Known::Tail("0201".to_owned()));
            let told = world.compares(&agent, (&id, SAMIRA.identity, known)).await;
            assert_eq!(refusal(told), Refusal::CallerUnknown);
        }
        let known = Some(Known::Tail("0201".to_owned()));
        let told = world.compares(&agent, (&id, NOUR.identity, known)).await;
        assert_eq!(refusal(told), Refusal::TooManyTries);
        let failed = world.tells(&format!("call:{id}")).await;
        let failed = failed.iter().filter(|deed| deed.action == "check_caller_failed").count();
        assert_eq!(failed, 3);
    }

    async fn the_code_of_a_call_passes_the_script_and_signs_nobody_in(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let agent = world.staff("calls").await.caller;
        let id = world.rings(&agent).await;
        let known = Known::Mobile(majlis::scheduling::Mobile::parse(NOUR.mobile).unwrap());
        world.compares(&agent, (&id, NOUR.identity, Some(known))).await.unwrap();
        let sms = world.reads_sms(NOUR.mobile).await;
        assert!(sms.contains("رمز المكالمة"), "{sms}");
        let code = world.reads_code(NOUR.mobile).await;
        let row = see::conversation(&world.app, &agent, id.clone()).await.unwrap();
        let challenge = row.challenge_id.unwrap();
        let signed_in = majlis::service::enter_code::enter_code;
        let stolen = signed_in(&world.app, challenge, &code, world.now()).await;
        assert_eq!(refusal(stolen), Refusal::CodeWrong);
        let wrong = if code == "000000" { "111111" } else { "000000" };
        let told = check::enter(&world.app, &agent, (id.clone(), wrong.into()), world.now()).await;
        assert_eq!(refusal(told), Refusal::CodeWrong);
        check::enter(&world.app, &agent, (id.clone(), code), world.now()).await.unwrap();
        let by = acting(&world.app, &agent, id.clone(), world.now()).await.unwrap();
        assert_eq!(by.person(), nour.caller.person());
        let deeds = world.tells(&format!("call:{id}")).await;
        let passed = deeds.iter().find(|deed| deed.action == "check_caller").unwrap();
        assert_eq!(passed.purpose.as_deref(), Some("phone"));
        assert!(passed.detail.as_deref().unwrap().starts_with("code person:"));
        world.pass(TimeDelta::hours(2));
        let late = acting(&world.app, &agent, id, world.now()).await;
        assert_eq!(refusal(late), Refusal::CallerUnchecked, "a forgotten call opens nothing");
    }

    async fn an_agent_registers_books_confirms_moves_and_cancels_for_the_caller(kind) {
        let world = World::ministry(kind, &[]).await;
        let app = &world.app;
        world.citizen(NOUR).await;
        let agent = world.staff("calls").await.caller;
        let id = world.knows_nour(&agent).await;
        let by = acting(app, &agent, id.clone(), world.now()).await.unwrap();
        let wish = NewRequest { channel: majlis::service::calls::CHANNEL, ..meeting("") };
        let asked = hand_in(app, &by, wish, world.now()).await.unwrap().request;
        assert_eq!(asked.channel, "phone");
        let seen = see::checked(app, &agent, id.clone(), world.now()).await.unwrap();
        let [case] = seen.cases.as_slice() else { panic!("{seen:?}") };
        assert!(case.may_choose && case.what.as_ref().unwrap().subject == "تأخر معاملة");

        let wanted = majlis::service::calls::times::Wanted::Request(asked.id.clone());
        let times = majlis::service::calls::times::times;
        let free = times(app, &agent, (id.clone(), wanted), world.now()).await.unwrap();
        let slot = world.slot(DAY, "10:00").await.unwrap();
        assert!(free.iter().any(|one| one.id() == slot));
        let booking = (For::Request(asked.id.clone()), Which::Slot(slot));
        let booked = book(app, &by, booking, world.now()).await.unwrap().appointment;
        let coming = confirm::confirm(app, &by, booked.id.clone(), world.now()).await.unwrap();
        let to = world.slot(DAY, "11:00").await.unwrap();
        let wish = reschedule::Move { id: coming.id, slot: to, reason: None };
        let moved = reschedule::reschedule(app, &by, wish, world.now()).await.unwrap().appointment;
        let gone = (moved.id.clone(), None);
        cancel::cancel(app, &by, gone, world.now()).await.unwrap();

        for (thing, action) in [
            (format!("request:{}", asked.id), "hand_in"),
            (format!("appointment:{}", booked.id), "book"),
            (format!("appointment:{}", booked.id), "confirm"),
            (format!("appointment:{}", moved.id), "cancel"),
        ] {
            let deeds = world.tells(&thing).await;
            let deed = deeds.iter().find(|deed| deed.action == action).unwrap();
            assert_eq!((deed.actor.as_str(), deed.purpose.as_deref()), ("staff:staff-calls", Some("phone")));
            assert!(deed.detail.as_deref().unwrap().contains(&format!("in call:{id}")), "{deed:?}");
        }
        world.pass(TimeDelta::minutes(3));
        let ending = Ending { purpose: CallPurpose::Appointment, request: Some(asked.reference.clone()) };
        end(app, &agent, (id.clone(), ending), world.now()).await.unwrap();
        assert_eq!(refusal(acting(app, &agent, id, world.now()).await), Refusal::CallerUnchecked);
        let sms = world.reads_sms(NOUR.mobile).await;
        assert!(sms.contains("/s/"), "the survey after the call: {sms}");
        let filter = log::Filter {
            purpose: Some(CallPurpose::Appointment),
            reference: Reference::parse(&asked.reference),
            direction: Some(Direction::In),
            is_own: true,
            ..log::Filter::default()
        };
        let lines = log::list(app, &agent, filter).await.unwrap();
        let [line] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!((line.call.minutes, line.call.way), (4, Way::Voice));
        let none = log::Filter { direction: Some(Direction::Out), ..log::Filter::default() };
        assert!(log::list(app, &agent, none).await.unwrap().is_empty());
    }

    async fn what_is_remarked_on_a_call_reaches_who_answers_for_the_calls(kind) {
        let world = World::ministry(kind, &[]).await;
        world.citizen(NOUR).await;
        let agent = world.staff("calls").await.caller;
        let call = world.knows_nour(&agent).await;
        world.pass(TimeDelta::seconds(1));
        world.ends(&agent, call, CallPurpose::Enquiry).await;
        let sms = world.reads_sms(NOUR.mobile).await;
        let (_, token) = sms.split_once("/s/").unwrap();
        let token = token.split_whitespace().next().unwrap();
        let said = SurveyAnswer::of(Mark::of(2).unwrap(), true, false, "انتظرت طويلًا").unwrap();
        survey::answer(&world.app, token, said, world.now()).await.unwrap();
        for (manager, count) in [("manager.riyadh", 1), ("manager.jeddah", 0)] {
            let known = world.staff(manager).await.caller;
            let remarks = survey::remarks(&world.app, &known, false).await.unwrap();
            assert_eq!(remarks.len(), count, "{manager}");
        }
    }

    async fn of_a_protected_request_the_agent_sees_reference_and_state(kind) {
        let world = World::ministry(kind, &[]).await;
        let nour = world.citizen(NOUR).await;
        let protected = NewRequest { person_concerned: Some("سجين".to_owned()), ..meeting("") };
        hand_in(&world.app, &nour.caller, protected, world.now()).await.unwrap();
        let agent = world.staff("calls").await.caller;
        let id = world.knows_nour(&agent).await;
        let seen = see::checked(&world.app, &agent, id, world.now()).await.unwrap();
        assert!(seen.cases[0].what.is_none());
    }

    async fn somebody_without_a_mobile_is_owed_a_call_for_each_notice(kind) {
        let world = World::ministry(kind, &[]).await;
        let app = &world.app;
        let reference = world.amina_comes(meeting("")).await;
        let agent = world.staff("calls").await.caller;
        let (waiting, _) = back::list(app, &agent, world.now()).await.unwrap();
        let [receipt] = waiting.as_slice() else { panic!("{waiting:?}") };
        assert!(receipt.phone.is_none() && receipt.may_be_posted(), "no telephone is known yet");
        assert!(receipt.row.text.contains(&reference.to_string()));
        world.amina_leaves(&agent, &reference).await;

        let (waiting, _) = back::list(app, &agent, world.now()).await.unwrap();
        assert_eq!(waiting[0].phone.as_deref(), Some("0148221100"));
        let owed = waiting[0].row.id.clone();
        back::tried(app, &agent, owed.clone(), world.now()).await.unwrap();
        let (later, _) = back::list(app, &agent, world.now()).await.unwrap();
        let again = world.now() + TimeDelta::minutes(120);
        assert_eq!((later[0].row.tries, later[0].row.due_at), (1, again.naive_utc()));
        let early = back::told(app, &agent, (owed.clone(), How::Slip), world.now()).await;
        assert_eq!(refusal(early), Refusal::WrongStage, "she is rung first");

        let call = begin(app, &agent, Begin::Owed(owed.clone()), world.now()).await.unwrap();
        let unknown = back::told(app, &agent, (owed.clone(), How::Call(call.clone())), world.now());
        assert_eq!(refusal(unknown.await), Refusal::CallerUnchecked);
        let other = world.compares(&agent, (&call, NOUR.identity, None)).await;
        assert_eq!(refusal(other), Refusal::CallerUnknown);
        assert_eq!(world.compares(&agent, (&call, AMINA, None)).await.unwrap(), Next::Passed);
        let seen = see::checked(app, &agent, call.clone(), world.now()).await.unwrap();
        assert_eq!(seen.owed.len(), 1);
        let told = (owed.clone(), How::Call(call.clone()));
        back::told(app, &agent, told.clone(), world.now()).await.unwrap();
        assert_eq!(refusal(back::told(app, &agent, told, world.now()).await), Refusal::WrongStage);
        world.ends(&agent, call, CallPurpose::CallBack).await;
        let (waiting, done) = back::list(app, &agent, world.now()).await.unwrap();
        assert_eq!((waiting.len(), done.len()), (0, 1));
        let out = log::Filter { direction: Some(Direction::Out), ..log::Filter::default() };
        assert_eq!(log::list(app, &agent, out).await.unwrap().len(), 1);
    }

    async fn the_slip_says_no_name_and_nothing_of_the_matter(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let reference = world.amina_comes(meeting("")).await;
        let house = House::of(&world).await;
        let path = format!("/staff/slips/{}", reference.as_str());
        let mut desk = staff(&house, "desk.madinah", &path).await;
        assert!(desk.says(&reference.to_string()), "{}", desk.html);
        assert!(!desk.says("آمنة") && !desk.says("تأخر معاملة"), "{}", desk.html);
        let mut elsewhere = staff(&house, "desk.jeddah", "/centre").await;
        assert_eq!(elsewhere.opens(&path).await.status, 404);
        let gate = world.staff("reception.madinah").await.caller;
        let shown = slip::slip(&world.app, &gate, reference, world.now()).await;
        assert_eq!(refusal(shown), Refusal::NotAllowed);
        desk.opens("/staff/slips/AAAA-AAAA").await;
        assert_eq!(desk.status, 404);
    }

    async fn who_cannot_hear_is_written_to_and_never_rung(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let app = &world.app;
        world.amina_comes(meeting("sign_language")).await;
        let agent = world.staff("calls").await.caller;
        let (waiting, _) = back::list(app, &agent, world.now()).await.unwrap();
        assert!(waiting[0].is_text_only && waiting[0].phone.is_none());
        let owed = waiting[0].row.id.clone();
        let rung = begin(app, &agent, Begin::Owed(owed.clone()), world.now()).await;
        assert_eq!(refusal(rung), Refusal::TextOnly);
        back::told(app, &agent, (owed, How::Slip), world.now()).await.unwrap();

        let nour = world.citizen(NOUR).await;
        let house = House::of(&world).await;
        let words = app.words.words("ar");
        let mut hers = comes_to_ask(&world, &house, NOUR).await;
        hers.opens("/write").await;
        hers.fills("/write", &[("text", " ")]).await;
        assert!(hers.says(&words.get("write-wrong")), "{}", hers.html);
        hers.fills("/write", &[("text", "أريد موعدًا يوم الثلاثاء")]).await;
        assert!(hers.says("أريد موعدًا يوم الثلاثاء") && hers.says(&words.get("write-sent")));
        hers.fills("/write/reach", &[]).await;
        assert!(hers.says(&words.get("write-never-rung")), "{}", hers.html);

        world.pass(TimeDelta::seconds(1));
        let mut page = staff(&house, "calls", "/calls/texts").await;
        assert!(page.says(NOUR.name) && page.says(&words.get("texts-waits")));
        let whose = nour.caller.person().unwrap().to_string();
        let thread = format!("/calls/texts/{whose}");
        page.opens(&thread).await;
        page.fills(&thread, &[("text", "يوم الثلاثاء العاشرة متاح، نحجزه؟")]).await;
        assert!(page.says(&words.get("texts-done-sent")), "{}", page.html);
        let sms = world.reads_sms(NOUR.mobile).await;
        assert!(sms.contains("/write") && !sms.contains("الثلاثاء"), "{sms}");
        hers.opens("/write").await;
        assert!(hers.says("نحجزه؟"));
        page.fills(&format!("{thread}/act"), &[]).await;
        assert!(page.path.starts_with("/calls/on/") && page.says(NOUR.name), "{}", page.html);
    }

    async fn a_call_on_the_pages_from_the_script_to_the_log(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        world.citizen(NOUR).await;
        let words = world.app.words.words("ar");
        let mut agent = staff(&house, "calls", "/calls").await;
        agent.fills("/calls", &[]).await;
        let call = agent.path.clone();
        let compare = format!("{call}/compare");
        let tail = [("identity_number", NOUR.identity), ("known", "0201")];
        agent.fills(&compare, &tail).await;
        assert!(agent.says(&words.get("script-read-back-missing")), "{}", agent.html);
        assert!(agent.says(NOUR.identity) && agent.says("value=\"0201\""), "what was typed is kept");
        assert!(!agent.says(NOUR.name));
        let mut given = tail.to_vec();
        given.push(("read_back", "yes"));
        world.pass(TimeDelta::seconds(1));
        agent.fills(&compare, &given).await;
        assert!(agent.says(&words.get("call-done-code")) && !agent.says(NOUR.name));
        let code = world.reads_code(NOUR.mobile).await;
        agent.fills(&format!("{call}/code"), &[("code", &code)]).await;
        assert!(agent.says(NOUR.name) && agent.says(&words.get("call-done-passed")), "{}", agent.html);

        agent.opens(&format!("{call}/register")).await;
        let request = [
            ("kind", "meeting"), ("official", "deputy"), ("mode", "video"), ("centre", "madinah"),
            ("subject", ""), ("details", "منذ عام"), ("needs", "sign_language"),
            ("applicant", "سعاد أحمد"), ("basis", ""), ("basis_until", "2020-01-01"),
        ];
        agent.fills(&format!("{call}/register"), &request).await;
        for key in ["subject-missing", "other-basis-missing", "intake-until-wrong"] {
            assert!(agent.says(&words.get(key)), "{key}");
        }
        assert!(agent.says("منذ عام") && agent.says("سعاد أحمد"), "nothing typed is lost");
        let request = request.map(|(name, value)| match name {
            "subject" => (name, "تأخر معاملة"),
            "basis" => (name, "guardianship"),
            "basis_until" => (name, "٢٠٢٧-٠١-٣١"),
            _ => (name, value),
        });
        agent.fills(&format!("{call}/register"), &request).await;
        assert!(agent.says(&words.get("call-done-registered")), "{}", agent.html);
        assert!(agent.says(&words.get("read-back-title")));
        assert!(agent.says("value=\"request\" selected"), "the log begins with what was done: {}", agent.html);
        let choose = agent.html.split("href=\"").find(|it| it.contains("/time?request="));
        let choose = choose.unwrap().split('"').next().unwrap().to_owned();
        let id = choose.rsplit("request=").next().unwrap();
        let office = staff(&house, "scheduler", &format!("/office/requests/{id}")).await;
        assert!(office.says("سعاد أحمد"), "{}", office.html);
        assert!(office.says(&words.value("basis", "guardianship")), "{}", office.html);
        agent.opens(&choose).await;
        let slot = world.slot(DAY, "10:00").await.unwrap();
        agent.fills(&format!("{call}/book"), &[("slot", slot.as_str())]).await;
        assert!(agent.says(&words.get("call-done-booked")), "{}", agent.html);
        agent.fills(&format!("{call}/confirm"), &[]).await;
        assert!(agent.says(&words.get("call-done-confirmed")), "{}", agent.html);
        agent.fills(&format!("{call}/cancel"), &[]).await;
        assert!(agent.says(&words.get("call-done-cancelled")), "{}", agent.html);
        agent.fills(&format!("{call}/reach"), &[("phone", "12")]).await;
        assert!(agent.says(&words.get("refused-phone-wrong")), "{}", agent.html);
        agent.fills(&format!("{call}/end"), &[("purpose", "request"), ("reference", "x")]).await;
        assert!(agent.says(&words.get("error-reference")), "{}", agent.html);
        agent.fills(&format!("{call}/end"), &[("purpose", "request")]).await;
        assert!(agent.says(&words.get("call-done-ended")), "{}", agent.html);
        agent.opens("/calls/log").await;
        assert!(agent.says(&words.get("call-purpose-request")), "{}", agent.html);
        agent.opens("/calls/log?from=2026-11-xx").await;
        assert!(agent.says(&words.get("error-date")));
    }
}
