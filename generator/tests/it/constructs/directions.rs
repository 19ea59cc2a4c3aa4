//! `readOnly` and `writeOnly`: properties that travel in one direction.

use crate::support::{Documents, baseline, paths};
use insta::assert_snapshot;
use nomos_generator::generate;

/// `PUT /accounts`, with a body and an answer of these schemas.
fn put(body: &str, answer: &str) -> Documents {
    let schema = |name| {
        format!(
            "content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}"
        )
    };
    let (body, answer) = (schema(body), schema(answer));
    paths(&format!(
        "/accounts: {{put: {{requestBody: {{{body}}}, responses: {{200: {{description: '', {answer}}}}}}}}}"
    ))
}

/// An account, both sent and read.
const ACCOUNT: &str = "Account: {type: object, required: [id, name, secret], properties: {id: {type: string, readOnly: true}, name: {type: string}, secret: {type: string, writeOnly: true}}}";

#[test]
fn a_schema_of_both_directions_is_two_types() {
    let documents = put("Account", "Account").with_schema(ACCOUNT);
    assert_snapshot!(documents.surface("types"), @"
    struct Account
        id: String
        name: String
    struct AccountRequest (request)
        name: String
        secret: String
    ");
}

#[test]
fn a_schema_of_one_direction_leaves_out_what_does_not_travel() {
    let documents = put("Account", "Thing").with_schema(ACCOUNT);
    assert_snapshot!(documents.surface("types"), @"
    struct Thing
        name: String
    struct Account (request)
        name: String
        secret: String
    ");
    let documents = put("Thing", "Account").with_schema(ACCOUNT);
    assert_snapshot!(documents.surface("types"), @"
    struct Account
        id: String
        name: String
    struct Thing (request)
        name: String
    ");
}

#[test]
fn a_keyword_beside_a_reference_counts() {
    let documents = put("Person", "Person")
        .with_schema("Home: {type: object, required: [zip], properties: {zip: {type: string}}}")
        .with_schema("Person: {type: object, required: [home], properties: {name: {type: string}, home: {allOf: [{$ref: '#/components/schemas/Home'}, {readOnly: true}]}}}");
    assert_snapshot!(documents.surface("types"), @"
    struct Person
        name: Option<String>
        home: Home
    struct PersonRequest (request)
        name: Option<String>
    struct Home
        zip: String
    ");
}

#[test]
fn what_contains_a_schema_of_two_types_is_two_types_and_the_rest_is_one() {
    let documents = put("Bank", "Bank")
        .with_schema(ACCOUNT)
        .with_schema("Home: {type: object, properties: {zip: {type: string}, next: {$ref: '#/components/schemas/Home'}}}")
        .with_schema("Bank: {type: object, properties: {accounts: {type: array, items: {$ref: '#/components/schemas/Account'}}, home: {$ref: '#/components/schemas/Home'}, owner: {type: object, properties: {id: {type: string, readOnly: true}, bank: {$ref: '#/components/schemas/Bank'}}}}}");
    assert_snapshot!(documents.surface("types"), @"
    struct Bank
        accounts: Option<Vec<Account>>
        home: Option<Home>
        owner: Option<Box<BankOwner>>
    struct BankRequest (request)
        accounts: Option<Vec<AccountRequest>>
        home: Option<Home>
        owner: Option<Box<BankOwnerRequest>>
    struct Account
        id: String
        name: String
    struct Home (both ways)
        zip: Option<String>
        next: Option<Box<Home>>
    struct BankOwner
        id: Option<String>
        bank: Option<Box<Bank>>
    struct AccountRequest (request)
        name: String
        secret: String
    struct BankOwnerRequest (request)
        bank: Option<Box<BankRequest>>
    ");
}

#[test]
fn what_is_read_keeps_its_name_when_a_property_is_no_longer_sent() {
    let before = ACCOUNT
        .replace(", readOnly: true", "")
        .replace(", writeOnly: true", "");
    let last = put("Account", "Account").with_schema(&before).output();
    let mut input = put("Account", "Account").with_schema(ACCOUNT).input();
    for document in &mut input.documents {
        document.baseline = Some(baseline(&last, &document.release.crate_name));
    }
    let output = generate(&input).unwrap();
    let surface = output.surfaces.values().next().unwrap();
    assert_snapshot!(surface.split("\n\n").last().unwrap(), @"
    struct Account
        id: String
        name: String
    struct AccountRequest (request)
        name: String
        secret: String
    ");
}
