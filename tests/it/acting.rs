//! Who acts for whom, as staff write it down and end it on their page.
use crate::house::House;
use crate::pages::staff;
use crate::people::{NOUR, SAMIRA};
use crate::world::{World, on_both};

on_both! {
    async fn staff_write_a_representation_down_and_end_it(kind) {
        let world = World::ministry(kind, &[("server.port", "0")]).await;
        world.citizen(NOUR).await;
        let house = House::of(&world).await;
        let words = world.app.words.words("ar");
        let mut desk = staff(&house, "desk.madinah", "/staff/representations").await;
        let nobody = [("identity_number", SAMIRA.identity), ("mobile", SAMIRA.mobile)];
        desk.fills("/staff/representations", &nobody).await;
        assert!(desk.says(&words.get("represent-nobody")), "{}", desk.html);
        let nour = [("identity_number", NOUR.identity), ("mobile", NOUR.mobile)];
        desk.fills("/staff/representations", &nour).await;
        assert!(desk.says(&words.get("represent-none")), "{}", desk.html);
        let add = "/staff/representations/add";
        let late = [
            ("applicant", "والدتها"),
            ("basis", "power_of_attorney"),
            ("document", "وكالة 4412"),
            ("until", "2026-11-20"),
        ];
        desk.fills(add, &late).await;
        assert!(desk.says(&words.get("refused-representation-ended")), "{}", desk.html);
        assert!(desk.says("وكالة 4412"), "what was typed is kept");
        let good = late.map(|(name, value)| {
            (name, if name == "until" { "2027-05-31" } else { value })
        });
        desk.fills(add, &good).await;
        assert!(desk.says(&words.get("represent-added")) && desk.says("والدتها"), "{}", desk.html);
        assert!(!desk.path.contains(NOUR.identity), "numbers stand in no address");
        let end = desk.html.split("action=\"").find(|it| it.contains("/end\""));
        let end = end.unwrap().split('"').next().unwrap().to_owned();
        desk.fills(&end, &[]).await;
        assert!(desk.says(&words.get("represent-ended")) && !desk.says("والدتها"));
    }
}
