//! The survey: one link, one answer, also of anybody at a centre; remarks reach the manager.
use majlis::scheduling::survey::{Asked, Mark, SurveyAnswer};
use majlis::scheduling::{MeetingResult, Refusal};
use majlis::service::book::{For, Which, book};
use majlis::service::hand_in::NewRequest;
use majlis::service::outcome::{Said, outcome};
use majlis::service::survey;

use crate::client::Browser;
use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, meeting, refusal};
use crate::story::live;
use crate::world::{World, on_both};

const DAY: &str = "2026-11-24";

fn answer(remark: &str) -> SurveyAnswer {
    SurveyAnswer::of(Mark::of(2).unwrap(), true, true, remark).unwrap()
}

impl World {
    /// Nour meets the deputy on Tuesday at ten; the token of her survey's link.
    async fn meets(&self, new: NewRequest) -> String {
        let nour = self.citizen(NOUR).await;
        let slot = self.slot(DAY, "10:00").await.unwrap();
        let wish = (For::New(Box::new(new)), Which::Slot(slot));
        let booked = book(&self.app, &nour.caller, wish, self.now())
            .await
            .unwrap();
        live(self, &booked).await;
        let secretary = self.staff("secretary").await.caller;
        let result = (booked.appointment.id, Said::bare(MeetingResult::Close));
        outcome(&self.app, &secretary, result, self.now())
            .await
            .unwrap();
        let sms = self.reads_sms_with(NOUR.mobile, "/s/").await;
        let (_, token) = sms.split_once("/s/").unwrap();
        token.split_whitespace().next().unwrap().to_owned()
    }
}

on_both! {
    async fn a_second_press_is_told_so_and_a_remark_is_followed_up(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let token = world.meets(meeting("")).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let path = format!("/s/{token}");
        let mut nour = Browser::of(&house);
        nour.opens(&path).await;
        assert!(nour.says(&words.get("survey-title-meeting")), "{}", nour.html);
        nour.fills(&path, &[("mark", "6"), ("remark", "انتظرت طويلًا")]).await;
        assert!(nour.says(&words.get("survey-mark-missing")) && nour.says("انتظرت طويلًا"));
        let second = nour.html.clone();
        let given = [("mark", "2"), ("obstacle", "yes"), ("first_time", "no"), ("remark", "انتظرت طويلًا")];
        nour.fills(&path, &given).await;
        assert!(nour.says(&words.get("survey-thanks-text")), "{}", nour.html);
        nour.html = second;
        nour.fills(&path, &given).await;
        assert!(nour.says(&words.get("refused-already-answered")), "{}", nour.html);

        let mut manager = staff(&house, "manager.madinah", "/centre/remarks").await;
        assert!(manager.says("انتظرت طويلًا") && !manager.says(NOUR.name), "{}", manager.html);
        let follow = manager.html.split("action=\"").find(|it| it.starts_with("/centre/remarks/"));
        let follow = follow.unwrap().split('"').next().unwrap().to_owned();
        manager.fills(&follow, &[("text", "زدنا موظفة في النافذة")]).await;
        assert!(manager.says(&words.get("remarks-followed-done")) && !manager.says("انتظرت طويلًا"));
        manager.opens("/centre/remarks?show=followed").await;
        assert!(manager.says("انتظرت طويلًا") && manager.says("زدنا موظفة في النافذة"));
        let other = staff(&house, "manager.jeddah", "/centre/remarks?show=followed").await;
        assert!(!other.says("انتظرت طويلًا"), "another centre's remarks");
    }

    async fn anybody_rates_a_centre_and_one_form_is_one_answer(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let path = "/rate/madinah";
        let mut anyone = Browser::of(&house);
        anyone.opens(path).await;
        assert!(anyone.says(&words.get("survey-title-public")), "{}", anyone.html);
        let form = anyone.html.clone();
        let given = [("mark", "5"), ("obstacle", "no"), ("first_time", "yes"), ("remark", "خدمة طيبة")];
        anyone.fills(path, &given).await;
        assert!(anyone.says(&words.get("survey-thanks-text")), "{}", anyone.html);
        anyone.html = form;
        anyone.fills(path, &given).await;
        assert!(anyone.says(&words.get("refused-already-answered")), "{}", anyone.html);
        let manager = world.staff("manager.madinah").await.caller;
        let remarks = survey::remarks(&world.app, &manager, false).await.unwrap();
        let [remark] = remarks.as_slice() else { panic!("{remarks:?}") };
        assert_eq!((remark.occasion, remark.about.as_deref()), (Asked::Public, None));
        assert_eq!(anyone.opens("/rate/nowhere").await.status, 404);
        let desk = world.staff("desk.madinah").await.caller;
        assert_eq!(refusal(survey::remarks(&world.app, &desk, false).await), Refusal::NotAllowed);
    }

    async fn what_is_remarked_of_a_protected_case_reaches_no_manager(kind) {
        let world = World::ministry(kind, &[]).await;
        let about = NewRequest { person_concerned: Some("سجين".to_owned()), ..meeting("") };
        let token = world.meets(about).await;
        let said = answer("أخي في السجن ولم يُسمح لي بزيارته");
        survey::answer(&world.app, &token, said, world.now()).await.unwrap();
        let manager = world.staff("manager.madinah").await.caller;
        assert!(survey::remarks(&world.app, &manager, false).await.unwrap().is_empty());
        let row = survey::see(&world.app, &token).await.unwrap();
        let follow = survey::follow(&world.app, &manager, (row.id, String::new()), world.now());
        assert_eq!(refusal(follow.await), Refusal::NotFound);
    }
}
