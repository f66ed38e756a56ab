//! What a citizen lives through: signing in, asking, choosing a time, following, cancelling.
use chrono::TimeDelta;
use majlis::scheduling::Mobile;
use majlis::service::{demo, phone};

use crate::browser::{Browser, Page};
use crate::world::{World, on_both};

const NORA: (&str, &str) = ("1058529940", "0501234567");
const SALMA: (&str, &str) = ("1001244019", "0507654321");

async fn town(kind: crate::world::Kind) -> World {
    let world = World::empty(kind, &[]);
    demo::fill(&world.app, world.now()).await.unwrap();
    world.deliver().await;
    world
}

/// The texts that mobile received, the newest first.
async fn received(world: &World, mobile: &str) -> Vec<String> {
    world.deliver().await;
    let to = Mobile::parse(mobile).unwrap();
    let messages = phone::messages(&world.app, Some(to.as_str()), 20)
        .await
        .unwrap();
    messages.into_iter().map(|message| message.text).collect()
}

/// The six digits of the newest code.
async fn code(world: &World, mobile: &str) -> String {
    let texts = received(world, mobile).await;
    let text = texts
        .iter()
        .find(|text| text.contains("رمز الدخول"))
        .unwrap();
    let digits = text.chars().skip_while(|letter| !letter.is_ascii_digit());
    digits.take(6).collect()
}

/// Signs in by identity number and mobile, and stands before the first question.
pub(crate) async fn signs_in(world: &World, browser: &mut Browser<'_>, who: (&str, &str)) -> Page {
    let page = browser.get("/sign-in?next=/ask").await;
    let fields = [
        ("identity_number", who.0),
        ("mobile", who.1),
        ("next", "/ask"),
    ];
    let sent = browser.send(&page, "/sign-in", &fields).await;
    sent.leads_to("/sign-in/");
    let page = browser.get(&sent.to).await;
    let path = sent.to.split('?').next().unwrap().to_owned();
    let code = code(world, who.1).await;
    let next = browser
        .send(&page, &path, &[("code", &code), ("next", "/ask")])
        .await;
    next.leads_to("/ask");
    browser.get("/ask").await
}

/// Answers everything up to the free times of the deputy by video from Madinah.
async fn asks(browser: &mut Browser<'_>, needs: &[(&str, &str)]) -> Page {
    let page = browser.get("/ask").await;
    let next = browser.send(&page, "/ask", &[("kind", "meeting")]).await;
    next.leads_to("/ask/meeting");
    let wish = [
        ("official", "deputy"),
        ("mode", "video"),
        ("centre", "madinah"),
    ];
    let next = browser.send(&page, "/ask/meeting", &wish).await;
    next.leads_to("/ask/about");
    let mut about = vec![("subject", "تأخر معاملة والدي"), ("details", "منذ عام")];
    about.extend_from_slice(needs);
    let next = browser.send(&page, "/ask/about", &about).await;
    next.leads_to("/ask/time");
    let next = browser.get("/ask/time").await;
    if next.to.starts_with("/profile") {
        let profile = [
            ("name", "نورة الحربي"),
            ("sex", "woman"),
            ("next", "/ask/time"),
        ];
        let next = browser.send(&page, "/profile", &profile).await;
        next.leads_to("/ask/time");
    }
    browser.open("/ask/time").await
}

on_both! {
    /// Nora asks, chooses, confirms, follows, says that she comes, and cancels.
    async fn a_meeting_from_the_telephone(kind) {
        let world = town(kind).await;
        let mut nora = Browser::new(&world);
        nora.get("/").await.says("طلب لقاء المسؤول").says("dir=\"rtl\"");
        nora.get("/ask").await.leads_to("/sign-in?next=");
        signs_in(&world, &mut nora, NORA).await.says("ما الطلب؟");

        let times = asks(&mut nora, &[("needs", "sign_language")]).await;
        times.says("اختاري الوقت").says("مترجم لغة إشارة").says("1448هـ");
        let slot = times.values("slot").remove(0);
        let held = nora.send(&times, "/ask/time", &[("slot", &slot)]).await;
        held.leads_to("/ask/check");
        let check = nora.get("/ask/check").await;
        check.says("data-expires-at").says("تأخر معاملة والدي").says("قسم النساء");

        let sent = nora.send(&check, "/ask/check", &[]).await;
        sent.leads_to("/requests/");
        let again = nora.send(&check, "/ask/check", &[]).await;
        assert_eq!(again.to, sent.to, "sent twice, it is one request");
        let done = nora.get(&sent.to).await;
        done.says("حُجز موعدك").says("أحضري هويتك");
        let texts = received(&world, NORA.1).await;
        assert!(texts.iter().any(|text| text.starts_with("موعدك")), "{texts:?}");

        let list = nora.get("/requests").await;
        list.says("تأخر معاملة والدي").says("حُدّد له موعد");
        let path = sent.to.strip_suffix("/done").unwrap().to_owned();
        let request = nora.get(&path).await;
        let calendar = request.body.split("href=\"").find(|it| it.contains(".ics\"")).unwrap();
        let calendar = calendar.split('"').next().unwrap().to_owned();
        nora.get(&calendar).await.says("BEGIN:VCALENDAR");
        let appointment = calendar.strip_suffix("/majlis.ics").unwrap();

        let confirmed = nora.send(&request, &format!("{appointment}/confirm"), &[]).await;
        nora.get(&confirmed.to).await.says("سُجّل تأكيد حضورك");
        let page = nora.get(&format!("{appointment}/cancel")).await;
        page.says("هل تريدين إلغاء الموعد؟");
        let gone = nora.send(&page, &format!("{appointment}/cancel"), &[("reason", "سفر")]).await;
        nora.get(&gone.to).await.says("أُلغي الموعد").says("اختاري الوقت");
        let again = nora.send(&page, &format!("{path}/time"), &[]).await;
        again.leads_to("/ask/time");
        nora.open("/ask/time").await.says(&slot);
    }

    /// She takes another time; one that is gone costs nothing, and the old one stands till then.
    async fn a_meeting_is_moved_from_the_telephone(kind) {
        let world = town(kind).await;
        let (mut nora, mut salma) = (Browser::new(&world), Browser::new(&world));
        signs_in(&world, &mut nora, NORA).await;
        signs_in(&world, &mut salma, SALMA).await;
        let times = asks(&mut nora, &[]).await;
        let slots = times.values("slot");
        nora.send(&times, "/ask/time", &[("slot", &slots[0])]).await.leads_to("/ask/check");
        let check = nora.get("/ask/check").await;
        let done = nora.send(&check, "/ask/check", &[]).await;
        let path = done.to.strip_suffix("/done").unwrap().to_owned();
        let request = nora.get(&path).await;
        let link = request.body.split("href=\"").find(|it| it.contains("/move\"")).unwrap();
        let link = link.split('"').next().unwrap().to_owned();
        let page = nora.get(&link).await;
        page.says("اختاري وقتًا آخر").says("موعدك الآن").says("مركز المدينة");
        let wanted = page.values("slot").remove(2);
        let looked = nora.send(&page, &link, &[("slot", &wanted)]).await;
        looked.leads_to(&format!("{link}/check?slot="));
        let last = nora.get(&looked.to).await;
        last.says("الموعد الحالي").says("نعم، نقل الموعد");

        asks(&mut salma, &[]).await;
        let hers = salma.get("/ask/time").await;
        salma.send(&hers, "/ask/time", &[("slot", &wanted)]).await.leads_to("/ask/check");
        let gone = nora.send(&last, &format!("{link}/check"), &[("slot", &wanted)]).await;
        gone.says("حُجز هذا الوقت قبل لحظات").says("أقرب الأوقات المتاحة").says("موعدك الآن");
        let other = gone.values("slot").remove(0);
        assert_ne!(other, wanted);
        let moved = nora.send(&gone, &format!("{link}/check"), &[("slot", &other)]).await;
        moved.leads_to(&format!("{path}?said=moved"));
        nora.get(&moved.to).await.says("نُقل الموعد").says("حُدّد له موعد");
        let twice = nora.send(&gone, &format!("{link}/check"), &[("slot", &other)]).await;
        assert_eq!(twice.to, moved.to, "sent twice, it is moved once");
        let texts = received(&world, NORA.1).await;
        assert!(texts.iter().any(|text| text.starts_with("نُقل موعدك")), "{texts:?}");
    }

    /// Two want the same time: the second is told so in words, and loses nothing typed.
    async fn the_second_is_told_and_keeps_what_was_typed(kind) {
        let world = town(kind).await;
        let (mut nora, mut salma) = (Browser::new(&world), Browser::new(&world));
        signs_in(&world, &mut nora, NORA).await;
        signs_in(&world, &mut salma, SALMA).await;
        let times = asks(&mut nora, &[]).await;
        asks(&mut salma, &[]).await;
        let slot = times.values("slot").remove(0);
        nora.send(&times, "/ask/time", &[("slot", &slot)]).await.leads_to("/ask/check");
        let salmas = salma.get("/ask/time").await;
        let told = salma.send(&salmas, "/ask/time", &[("slot", &slot)]).await;
        told.says("حُجز هذا الوقت قبل لحظات").says("أقرب الأوقات المتاحة");
        assert!(!told.values("slot").contains(&slot));
        salma.get("/ask/about").await.says("تأخر معاملة والدي");
        let other = told.values("slot").remove(0);
        salma.send(&told, "/ask/time", &[("slot", &other)]).await.leads_to("/ask/check");
    }

    /// A hold that ran out says so, and the next try still finds every answer.
    async fn a_hold_runs_out(kind) {
        let world = town(kind).await;
        let mut nora = Browser::new(&world);
        signs_in(&world, &mut nora, NORA).await;
        let times = asks(&mut nora, &[]).await;
        let slot = times.values("slot").remove(0);
        nora.send(&times, "/ask/time", &[("slot", &slot)]).await.leads_to("/ask/check");
        let check = nora.get("/ask/check").await;
        world.pass(TimeDelta::minutes(6));
        let late = nora.send(&check, "/ask/check", &[]).await;
        late.says("انتهت مدة الحجز المؤقت").says(&slot);
        nora.get("/ask/about").await.says("تأخر معاملة والدي");
    }

    /// The minister's time is not for choosing: the request is handed in, once, and waits.
    async fn a_request_the_office_decides_first(kind) {
        let world = town(kind).await;
        let mut nora = Browser::new(&world);
        let page = signs_in(&world, &mut nora, NORA).await;
        for (round, said) in ["استلمنا طلبك", "لديك طلب لقاء مفتوح"].into_iter().enumerate() {
            nora.send(&page, "/ask", &[("kind", "meeting")]).await.leads_to("/ask/meeting");
            let wish = [("official", "minister"), ("mode", "in_person")];
            nora.send(&page, "/ask/meeting", &wish).await.leads_to("/ask/about");
            let about = [("subject", "موضوع"), ("companions", "٢")];
            nora.send(&page, "/ask/about", &about).await.leads_to("/ask/check");
            let check = nora.get("/ask/check").await;
            check.says("يدرس المكتب هذا الطلب").says("مرافقان").says("المقر الرئيس");
            let sent = nora.send(&check, "/ask/check", &[]).await;
            let page = if round == 0 { nora.get(&sent.to).await } else { sent };
            page.says(said);
        }
        let texts = received(&world, NORA.1).await;
        assert!(texts.iter().any(|text| text.starts_with("استلمنا طلبك")), "{texts:?}");
    }

    /// A complaint needs neither an official nor a time nor a name.
    async fn a_complaint(kind) {
        let world = town(kind).await;
        let mut salma = Browser::new(&world);
        let page = signs_in(&world, &mut salma, SALMA).await;
        salma.send(&page, "/ask", &[("kind", "complaint")]).await.leads_to("/ask/about");
        let empty = salma.send(&page, "/ask/about", &[("details", "كلام كثير")]).await;
        empty.says("الموضوع مطلوب").says("كلام كثير");
        salma.send(&page, "/ask/about", &[("subject", "تأخير")]).await.leads_to("/ask/check");
        let check = salma.get("/ask/check").await;
        let sent = salma.send(&check, "/ask/check", &[]).await;
        salma.get(&sent.to).await.says("استلمنا طلبك");
        let reference = salma.get("/requests").await;
        let reference = reference.body.split("number\">").nth(1).unwrap();
        let link = format!("/r/{}", reference.split('<').next().unwrap());
        salma.open(&link).await.says("الخطوة التالية").says("تأخير");
    }

    /// The same identity number from another mobile sees nothing, and blocks nobody.
    async fn another_mobile_sees_nothing(kind) {
        let world = town(kind).await;
        let mut nora = Browser::new(&world);
        signs_in(&world, &mut nora, NORA).await;
        let times = asks(&mut nora, &[]).await;
        let slot = times.values("slot").remove(0);
        nora.send(&times, "/ask/time", &[("slot", &slot)]).await.leads_to("/ask/check");
        let check = nora.get("/ask/check").await;
        let sent = nora.send(&check, "/ask/check", &[]).await;

        let mut stranger = Browser::new(&world);
        signs_in(&world, &mut stranger, (NORA.0, SALMA.1)).await;
        stranger.get("/requests").await.says("لا طلبات من هذا الجوال بعد");
        assert_eq!(stranger.get(&sent.to).await.status, 404);
        stranger.get("/profile").await.says("name=\"name\" type=\"text\" value=\"\"");
        asks(&mut stranger, &[]).await.says("اختاري الوقت");
    }
}

#[actix_web::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let world = town(crate::world::Kind::Sqlite).await;
    let mut browser = Browser::new(&world);
    let page = browser.get("/sign-in").await;
    let typed = [("identity_number", "١٠٥٨٥٢٩٩٤١"), ("mobile", "0111234567")];
    let page = browser.send(&page, "/sign-in", &typed).await;
    page.says("أحد الأرقام غير صحيح")
        .says("رقم الجوال يبدأ بـ 05");
    page.says("١٠٥٨٥٢٩٩٤١")
        .says("data-error-summary")
        .says("خطأ:");
    let page = browser.open("/language/en?next=/sign-in").await;
    page.says("dir=\"ltr\"")
        .says("We send a code of six digits");
    assert_eq!(browser.get("/s/nobody").await.status, 404);
    let unsigned = browser
        .send(
            &Page {
                body: String::new(),
                ..page
            },
            "/sign-in",
            &typed,
        )
        .await;
    unsigned.says("open for too long");
}
