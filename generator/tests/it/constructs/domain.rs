//! What the overlay says beyond the document: rules, meanings, courses, and code that comes along.

use crate::support::{Documents, list, paths, property};
use insta::assert_snapshot;
use nomos_generator::{Text, generate};

fn order(update: &str) -> Documents {
    paths("/orders: {post: {responses: {200: {$ref: '#/components/responses/Thing'}}}}").overlay(
        &format!(
            "
        - target: $.paths['/orders'].post
          update:
            {update}
        "
        ),
    )
}

#[test]
fn rules_are_constants_and_documentation() {
    let order = order(
        "x-rules: [{field: a/*/b, excludes: [a/*/c], text: not both}, {field: d, months-ahead: 1, text: soon}]",
    );
    assert_snapshot!(order.rust("pub const CREATE: Operation"));
    assert_snapshot!(order.rust("pub fn create("));
}

#[test]
fn a_rule_checks_one_thing() {
    assert_snapshot!(
        order("x-rules: [{field: a, text: none}, {field: b, text: two, at-least: 1, needs: [c]}]")
            .problems()
    );
}

#[test]
fn meanings_are_constants() {
    let order = order(
        "x-meanings: [{status: 409, already-ordered: true}, {status: 400, words: [solar], needs-version: 2026-02-01.beta}]",
    );
    assert_snapshot!(order.rust("pub const CREATE: Operation"));
}

#[test]
fn a_course_makes_methods() {
    let state = property("{type: string, enum: [open, sent, done, lost]}").overlay(
        "
        - target: $..properties.it
          update: {x-lifecycle: {course: [open, sent, done], terminal: [done, lost], live: [done]}}
        ",
    );
    assert_snapshot!(state.rust("impl ThingIt"));
}

#[test]
fn a_course_of_values_that_do_not_exist() {
    let state = property("{type: string, enum: [open, done]}").overlay(
        "
        - target: $..properties.it
          update: {x-lifecycle: {course: [open, gone], terminal: [], live: []}}
        ",
    );
    assert_snapshot!(state.problems());
}

/// A crate that takes the module `extra` and the example `try`, if it gets them.
fn with_parts(parts: &[(&str, &str)]) -> Result<Vec<(String, String)>, String> {
    let documents = order("x-resource: orders").overlay(
        "
        - target: $
          update: {x-parts: {modules: [extra], examples: [try], dev-dependencies: {tokio: [macros], axum: []}}}
        ",
    );
    let mut input = documents.input();
    for (key, text) in parts {
        let text = Text {
            name: format!("specs/{key}.rs"),
            text: (*text).to_owned(),
        };
        input.parts.insert((*key).to_owned(), text);
    }
    let output = generate(&input).map_err(|found| list(&found))?;
    Ok(output.files.into_iter().collect())
}

fn file(files: &[(String, String)], name: &str) -> String {
    let (_, text) = files.iter().find(|(path, _)| path.ends_with(name)).unwrap();
    text.clone()
}

#[test]
fn parts_come_along() {
    let example =
        "//! `cargo run -p api-client --example try`\nuse api_client::Client;\nfn main() {}\n";
    let parts = [
        ("modules/extra", "pub struct Extra;\n"),
        ("examples/try", example),
    ];
    let files = with_parts(&parts).unwrap();
    assert_snapshot!(file(&files, "shop-alpha/examples/try.rs"));
    assert_snapshot!(file(&files, "shop-alpha/src/extra.rs"));
    assert!(file(&files, "shop-alpha/src/lib.rs").contains("pub mod extra;"));
    let manifest = file(&files, "shop-alpha/Cargo.toml");
    let (_, dependencies) = manifest.split_once("[dev-dependencies]\n").unwrap();
    assert_snapshot!(dependencies);
    // What has nothing to name is nobody's business.
    let private = [("modules/extra", "impl crate::Client {}\n"), parts[1]];
    let files = with_parts(&private).unwrap();
    assert!(file(&files, "shop-alpha/src/lib.rs").contains("\nmod extra;"));
}

#[test]
fn parts_that_are_missing_or_broken_are_told() {
    let parts = [
        ("modules/extra", "pub struct Extra;\n\npub fn\n"),
        ("modules/other", ""),
    ];
    assert_snapshot!(with_parts(&parts).unwrap_err());
}

fn client(setting: &str) -> Documents {
    paths("/orders: {get: {responses: {200: {$ref: '#/components/responses/Thing'}}}}").overlay(
        &format!(
            "
        - target: $
          update:
            {setting}
        "
        ),
    )
}

#[test]
fn conventions_of_the_api_are_a_constant() {
    let client = client(
        "x-client: {env-prefix: BOOKS, sandbox: 'https://sandbox.example.com', version-header: X-Version, \
         token-path: /token, authorize-path: /authorize, requests-per-second: 5}",
    );
    assert_snapshot!(client.rust("const API: Api"));
    assert_snapshot!(client.rust("pub fn from_env("));
}

#[test]
fn without_conventions_only_the_prefix_is_known() {
    assert_snapshot!(client("tags: []").rust("const API: Api"));
}

#[test]
fn oauth_endpoints_come_from_the_document() {
    let flows = "{clientCredentials: {tokenUrl: /auth/token, scopes: {}}, authorizationCode: \
                 {tokenUrl: /auth/token, authorizationUrl: 'https://shop.example/auth', scopes: {}}}";
    let scheme =
        format!("components: {{securitySchemes: {{OAuth: {{type: oauth2, flows: {flows}}}}}}}");
    assert_snapshot!(client(&scheme).rust("const API: Api"));
    let twice = format!("{scheme}\n            x-client: {{token-path: /token}}");
    assert_snapshot!(client(&twice).problems());
}

#[test]
fn conventions_that_cannot_be_followed() {
    let client = client(
        "x-client: {env-prefix: my-books, sandbox: sandbox, version-header: 'X Version', token-path: token, \
         authorize-path: /, requests-per-second: 0}",
    );
    assert_snapshot!(client.problems());
}
