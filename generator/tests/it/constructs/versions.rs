//! Several versions of an API: what has been there since when, and where it went.

use crate::support::Documents;
use insta::assert_snapshot;

/// Three versions: a value, a field and a type come in beta; `/bills` becomes `/invoices` in gamma.
fn versions() -> Documents {
    let version = |bills: &str, state: &str, more: &str| {
        format!(
            "
            paths:
              /{bills}: {{get: {{responses: {{200: {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/Bill'}}}}}}}}}}}}}}
            components:
              schemas:
                Bill: {{type: object, required: [state], properties: {{state: {{type: string, enum: [{state}]}}{more}}}}}
                Note: {{type: object, required: [text], properties: {{text: {{type: string}}}}}}
            "
        )
    };
    let note = ", note: {$ref: '#/components/schemas/Note'}";
    Documents::default()
        .version(
            "alpha",
            &version("bills", "open", ", remark: {type: string}"),
        )
        .version("beta", &version("bills", "open, paid", note))
        .version("gamma", &version("invoices", "open, paid", note))
        .overlay(
            "
            - target: $.paths['/bills'].get
              x-versions: [alpha, beta]
              update: {x-moved-to: GET /invoices}
            ",
        )
}

/// The crate of one version.
fn file(codename: &str, path: &str) -> String {
    versions().output().files[&format!("shop-{codename}/src/{path}")].clone()
}

fn line(text: &str, part: &str) -> String {
    let line = text.lines().find(|line| line.contains(part));
    line.unwrap_or_else(|| panic!("no {part} in {text}"))
        .trim()
        .to_owned()
}

#[test]
fn the_surface_says_since_when_and_until_when() {
    let output = versions().output();
    assert_snapshot!(output.surfaces["2026-01-01.alpha"], @"
    shop-alpha 0.1.0 · API 2026-01-01.alpha
    base https://shop.example

    operations (1)

    GET /bills                                       bills().list() -> Bill  [open]  until beta  moved: invoices().list()

    types (2)

    struct Bill
        state: BillState
        remark: Option<String>  until alpha
    enum BillState
        Open = open
    ");
    assert_snapshot!(output.surfaces["2026-02-01.beta"], @"
    shop-beta 0.1.0 · API 2026-02-01.beta
    base https://shop.example

    operations (1)

    GET /bills                                       bills().list() -> Bill  [open]  until beta  moved: invoices().list()

    types (3)

    struct Bill
        state: BillState
        note: Option<Note>  since beta
    enum BillState
        Open = open
        Paid = paid  since beta
    struct Note  since beta
        text: String
    ");
    assert_snapshot!(output.surfaces["2026-03-01.gamma"], @"
    shop-gamma 0.1.0 · API 2026-03-01.gamma
    base https://shop.example

    operations (1)

    GET /invoices                                    invoices().list() -> Bill  [open]  since gamma

    moved calls (1)

    bills().list()                                   invoices().list()

    types (3)

    struct Bill
        state: BillState
        note: Option<Note>  since beta
    enum BillState
        Open = open
        Paid = paid  since beta
    struct Note  since beta
        text: String
    ");
}

#[test]
fn documentation_says_since_when_and_until_when() {
    assert_snapshot!(versions().rust("pub struct Note"), @"
    /// The API's `Note`.
    ///
    /// Since `2026-02-01.beta`.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
    #[non_exhaustive]
    pub struct Note {
        /// `text`.
        pub text: String,
    }
    ");
    assert_snapshot!(versions().rust("Paid"), @"
    /// `paid`
    ///
    /// Since `2026-02-01.beta`.
    Paid,
    ");
    let alpha = file("alpha", "types/bills.rs");
    assert_eq!(line(&alpha, "Up to"), "/// Up to `2026-01-01.alpha`.");
}

#[test]
fn documentation_of_an_old_call_names_the_new_one() {
    let call = file("alpha", "api/bills.rs");
    assert_eq!(
        line(&call, "GET /bills"),
        "/// `GET /bills`, without a token. Up to `2026-02-01.beta`. In `2026-03-01.gamma`:"
    );
    assert_eq!(line(&call, "invoices().list()"), "/// `invoices().list()`.");
}

#[test]
fn constants_say_since_when_and_until_when() {
    let beta = file("beta", "operations.rs");
    assert_eq!(line(&beta, "since:"), r#"since: "2026-01-01.alpha","#);
    assert_eq!(line(&beta, "until:"), r#"until: Some("2026-02-01.beta"),"#);
    let gamma = file("gamma", "operations.rs");
    assert_eq!(line(&gamma, "since:"), r#"since: "2026-03-01.gamma","#);
    assert_eq!(line(&gamma, "until:"), "until: None,");
}

#[test]
fn every_crate_pins_its_own_version() {
    for (version, codename) in [("2026-01-01.alpha", "alpha"), ("2026-03-01.gamma", "gamma")] {
        let pin = format!(r#"pub const API_VERSION: &str = "{version}";"#);
        assert_eq!(line(&file(codename, "lib.rs"), "API_VERSION"), pin);
    }
}
