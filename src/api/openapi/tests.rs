//! The description and the table of routes name the same calls.

use std::collections::BTreeSet;

use super::*;

#[test]
fn every_route_is_described_and_every_description_has_a_route() {
    let mut described = described();
    let mut told = BTreeSet::new();
    for (path, item) in &mut described.paths.paths {
        for (method, _) in operations(item) {
            told.insert(format!("{method} {path}"));
        }
    }
    let is_call = |path: &str| {
        path.starts_with("/api/v1/") || ["/demo/messages", "/demo/clock"].contains(&path)
    };
    let routed: BTreeSet<String> = ROUTES
        .iter()
        .filter(|route| is_call(route.path))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(told, routed);
}

#[test]
fn the_description_is_openapi_3_1_and_names_how_to_sign_in() {
    let text = described().to_json().unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(value["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(
        value["components"]["securitySchemes"]["bearer"]["scheme"],
        "bearer"
    );
    assert!(value["paths"]["/api/v1/slots"]["get"]["security"].is_null());
    assert!(value["paths"]["/api/v1/holds"]["post"]["security"].is_array());
    assert!(value["components"]["schemas"]["Problem"].is_object());
}
