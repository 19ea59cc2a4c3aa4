//! What the overlay says beyond the document: rules, meanings, courses, and code that comes along.

use crate::support::{Documents, list, paths, property};
use insta::assert_snapshot;
use nomos_generator::{Text, generate};

fn order(update: &str) -> Documents {
    paths(
        "
        /orders:
          post:
            requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
            responses: {200: {$ref: '#/components/responses/Thing'}}
        ",
    )
    .with_schema("Order: {type: object, properties: {a: {type: array, items: {type: object, properties: {b: {type: number}, c: {type: number}}}}, b: {type: number}, c: {type: number}, d: {type: string, enum: [x, y]}}}")
    .overlay(
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
        "x-rules: [{field: a/*/b, excludes: [a/*/c], text: not both}, {field: d, check: 'crate::rules::days_ahead::<7>', text: soon}]",
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
fn the_check_of_a_rule_is_the_path_of_a_function() {
    let problems = |path: &str| {
        let rules = format!("x-rules: [{{field: a, text: sound, check: '{path}'}}]");
        let found = order(&rules).generate().err().unwrap_or_default();
        let messages = found.into_iter().map(|problem| problem.message);
        messages.collect::<Vec<_>>()
    };
    for path in [
        "crate::rules::sound",
        "::runtime::sound",
        "a::b::<15>",
        "a::r#type",
        "a::b::<1, 2>",
    ] {
        assert_eq!(problems(path), Vec::<String>::new(), "{path}");
    }
    for path in [
        "",
        "sound",
        "a::",
        "a.b",
        "a b",
        "a::b()",
        "a::<1>::b",
        "a::b<1>",
        "a::b::<{ 1 }>",
        "a::b::<u8>",
        "a::b, c::d",
        "<A as B>::c",
    ] {
        let message = format!("invalid function path `{path}`");
        assert_eq!(problems(path), [message], "{path}");
    }
    let rule = "x-rules: [{field: a, text: sound, check: is sound}]";
    assert_snapshot!(order(rule).problems());
}

#[test]
fn a_rule_about_something_that_the_request_does_not_have_is_an_error() {
    let order = order(
        "x-rules: [{field: a/b, at-least: 1, text: no item}, {field: b, needs: [e], text: gone}, {field: b, needs-one-of: [[d, x], [d, z]], text: no value}]",
    );
    assert_snapshot!(order.problems(), @"
    overlay:4:3 (#/paths/~1orders/post/x-rules/0)
      `a/b` is not a member of the request body
      = fix the path in `x-rules`: the rule has no effect
    overlay:4:3 (#/paths/~1orders/post/x-rules/1)
      `e` is not a member of the request body
      = fix the path in `x-rules`: the rule has no effect
    overlay:4:3 (#/paths/~1orders/post/x-rules/2)
      `d` has no value `z`
      = fix the path in `x-rules`: the rule has no effect
    ");
}

#[test]
fn a_meaning_that_never_applies_is_an_error() {
    let order = order(
        "x-meanings: [{status: 200, name: fine}, {status: 409, name: sold-out}, {status: 409, words: [x], name: gone}]",
    );
    assert_snapshot!(order.problems(), @"
    overlay:4:3 (#/paths/~1orders/post/x-meanings/0)
      the status 200 is not an error
      = fix `x-meanings` in the overlay
    overlay:4:3 (#/paths/~1orders/post/x-meanings/2)
      an entry before this one applies to every error 409 that this one is for
      = fix `x-meanings` in the overlay
    ");
}

#[test]
fn meanings_are_constants() {
    let order = order(
        "x-meanings: [{status: 409, name: sold-out}, {status: 400, words: [solar], needs-version: 2026-02-01.beta}]",
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

/// Two crates, alpha and beta, with hand-written files.
fn with_templates(templates: &[(&str, &str)]) -> Result<Vec<(String, String)>, String> {
    let paths = "paths: {/orders: {get: {responses: {204: {description: ''}}}}}";
    let mut input = Documents::default()
        .version("alpha", paths)
        .version("beta", paths)
        .input();
    for (key, text) in templates {
        let text = Text {
            name: format!("templates/{key}"),
            text: (*text).to_owned(),
        };
        input.templates.insert((*key).to_owned(), text);
    }
    let output = generate(&input).map_err(|found| list(&found))?;
    Ok(output.files.into_iter().collect())
}

fn file(files: &[(String, String)], name: &str) -> String {
    let (_, text) = files.iter().find(|(path, _)| path.ends_with(name)).unwrap();
    text.clone()
}

#[test]
fn hand_written_files_come_along() {
    let example =
        "//! `cargo run -p api-client --example try`\nuse api_client::Client;\nfn main() {}\n";
    let files = with_templates(&[
        ("all/Cargo.toml.j2", "the renderer's"),
        ("all/src/extra.rs", "pub struct Extra;\n"),
        ("all/src/hidden.rs", "impl crate::Client {}\n"),
        ("all/examples/try.rs", example),
    ])
    .unwrap();
    assert_snapshot!(file(&files, "shop-alpha/examples/try.rs"));
    assert_snapshot!(file(&files, "shop-alpha/src/extra.rs"));
    let root = file(&files, "shop-alpha/src/lib.rs");
    // A module without public items is declared without `pub`.
    assert!(root.contains("pub mod extra;") && root.contains("\nmod hidden;"));
    let manifest = file(&files, "shop-alpha/Cargo.toml");
    assert!(manifest.contains("[dev-dependencies]\n"));
    let manifest = with_templates(&[("all/src/extra.rs", "")]).unwrap();
    assert!(!file(&manifest, "shop-alpha/Cargo.toml").contains("[dev-dependencies]"));
}

#[test]
fn the_folder_says_which_versions_get_a_file() {
    let folders = [
        ("all", true, true),
        ("until-alpha", true, false),
        ("since-alpha", true, true),
        ("since-beta", false, true),
        ("until-beta", true, true),
        ("only-alpha", true, false),
        ("only-beta", false, true),
    ];
    for (folder, alpha, beta) in folders {
        let files = with_templates(&[(&format!("{folder}/src/extra.rs"), "")]).unwrap();
        let has = |path: &str| files.iter().any(|(name, _)| name == path);
        assert_eq!(
            (
                has("shop-alpha/src/extra.rs"),
                has("shop-beta/src/extra.rs")
            ),
            (alpha, beta),
            "{folder}"
        );
    }
    // Two files of one name, each for a version of its own.
    let each = [
        ("only-alpha/src/extra.rs", ""),
        ("only-beta/src/extra.rs", ""),
    ];
    assert!(with_templates(&each).is_ok());
}

#[test]
fn everything_wrong_with_hand_written_files_is_reported_at_once() {
    let templates = [
        ("README.md", ""),
        ("all/README.txt", ""),
        ("all/src/broken.rs", "pub struct Extra;\n\npub fn 1() {}\n"),
        ("all/src/deep/module.rs", ""),
        ("all/src/not-a-name.rs", ""),
        ("all/src/twice.rs", ""),
        ("all/src/types.rs", ""),
        (
            "all/src/words.rs",
            "//! Über api-code and my_api_client.\nuse api_clients::A;\n",
        ),
        ("before-beta/src/extra.rs", ""),
        ("since-beta/src/twice.rs", ""),
        ("since-gamma/examples/one.rs", ""),
        ("since-gamma/examples/two.rs", ""),
    ];
    assert_snapshot!(with_templates(&templates).unwrap_err());
}

#[test]
fn placeholders_are_whole_words() {
    let text = "//! api-client, api_client: (api-codename)\n//! x-api-key, api_key\n";
    let files = with_templates(&[("all/src/extra.rs", text)]).unwrap();
    let extra = file(&files, "shop-beta/src/extra.rs");
    assert!(extra.ends_with("//! shop-beta, shop_beta: (beta)\n//! x-api-key, api_key\n"));
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
fn requests_to_any_path_need_the_only_scope_of_their_kind() {
    let operation =
        |scope| format!("{{x-scope: '{scope}', responses: {{204: {{description: ''}}}}}}");
    let (read, a, b) = (
        operation("read:all"),
        operation("write:a"),
        operation("write:b"),
    );
    let client = paths(&format!("/orders: {{get: {read}, put: {a}, delete: {b}}}")).overlay(
        "
        - target: $
          update:
            x-scopes: {'write:a': CanWrite, 'write:b': CanWrite, 'read:all': CanRead}
        ",
    );
    assert_snapshot!(client.rust("const API: Api"), @r#"
    const API: Api = Api {
        version: API_VERSION,
        env_prefix: "SHOP",
        read_scope: Some("read:all"),
        ..Api::new(
            "https://shop.example",
            concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
        )
    };
    "#);
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
