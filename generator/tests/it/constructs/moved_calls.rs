//! Moved calls, and how later versions keep them.

use crate::support::Documents;
use insta::assert_snapshot;
use nomos_generator::{
    compare::{Class, Kind},
    report::Words,
};

/// Loans are found by card and by title in alpha; in beta they are one list with filters.
fn versions(arguments: &str) -> Documents {
    let schemas = "
            components:
              schemas:
                Loan: {type: object, required: [id], properties: {id: {type: string}}}
    ";
    let get = |parameters: &str| {
        format!(
            "{{get: {{parameters: [{parameters}], responses: {{200: {{description: '', content: {{application/json: {{schema: {{type: object, required: [items], properties: {{items: {{type: array, items: {{$ref: '#/components/schemas/Loan'}}}}, more: {{type: boolean}}, next: {{type: string, nullable: true}}}}}}}}}}}}}}}}}}"
        )
    };
    let (paging, filters) = (
        "{name: cursor, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}",
        "{name: 'filter[field][operator]', x-filter: true, in: query, schema: {type: string}, description: \"Fields:\\n\\n- `card` (string)\\n- `title` (string)\"}",
    );
    let card = "{name: card, in: path, required: true, schema: {type: string}}";
    let title = "{name: title, in: query, required: true, schema: {type: string}}";
    let alpha = format!(
        "
            paths:
              /cards/{{card}}/loans: {}
              /searches/loans: {}
{schemas}",
        get(&format!("{card}, {paging}")),
        get(&format!("{title}, {paging}")),
    );
    let beta = format!(
        "
            paths:
              /loans: {}
              /cards: {}
{schemas}",
        get(&format!("{paging}, {filters}")),
        get(paging),
    );
    Documents::default()
        .version("alpha", &alpha)
        .version("beta", &beta)
        .overlay(&format!(
            "
            - target: $
              update:
                x-ids: {{fields: {{card: CardId}}}}
                x-paging: {{items: items, next: next, more: more, cursor: cursor, limit: limit}}
            - target: $.paths['/cards/{{card}}/loans', '/searches/loans'].get
              x-versions: [alpha]
              update: {{x-moved-to: GET /loans}}
            - target: $.paths['/searches/loans'].get
              x-versions: [alpha]
              update: {{x-moved-arguments: {arguments}}}
            "
        ))
}

#[test]
fn the_surface_lists_them_with_the_filters_they_set() {
    assert_snapshot!(versions("{title: contains}").surface("moved calls"), @"
    cards().loans(card)                              loans().list()  loan::CARD.eq
    searches().loans(title)                          loans().list()  loan::TITLE.contains
    ");
    assert_snapshot!(versions("{title: starts_with}").surface("moved calls"), @"
    cards().loans(card)                              loans().list()  loan::CARD.eq
    searches().loans(title)                          loans().list()  loan::TITLE.starts_with
    ");
}

#[test]
fn they_are_deprecated_and_name_the_new_call() {
    let output = versions("{title: contains}").output();
    let moved = &output.files["shop-beta/src/moved.rs"];
    for line in [
        "moved: call `loans().list()` with a filter on `filters::loan::CARD`",
        ".filter(filters::loan::CARD.eq(card))",
        ".filter(filters::loan::TITLE.contains(title))",
        "impl<S> api::Cards<S> {",
        "pub struct Searches<S = ReadWrite>(pub(crate) ScopedCore<S>);",
    ] {
        assert!(moved.contains(line), "{line} is missing in\n{moved}");
    }
    assert_snapshot!(versions("{title: contains}").rust("pub fn searches"), @r#"
    /// Calls of the former `searches()`, which moved to `loans()`.
    #[deprecated(note = "moved: see `loans()`")]
    pub fn searches(&self) -> api::Searches<S> {
        api::Searches(self.0.clone())
    }
    "#);
}

#[test]
fn they_are_neither_stored_nor_in_the_version_they_come_from() {
    let output = versions("{title: contains}").output();
    assert!(!output.files["shop-beta/model.json"].contains("searches"));
    assert!(!output.files.contains_key("shop-alpha/src/moved.rs"));
    assert!(output.files.contains_key("shop-beta/src/moved.rs"));
}

#[test]
fn how_arguments_are_compared_must_be_an_operator_of_a_parameter() {
    assert_snapshot!(versions("{title: resembles}").problems(), @"
    overlay:11:3 (#/paths/~1searches~1loans/get/x-moved-arguments)
      invalid `x-moved-arguments`: unknown variant `resembles`, expected one of `eq`, `contains`, `starts_with`, `ends_with`
      = map each parameter to a filter operator
    ");
    assert_snapshot!(versions("{author: contains}").problems(), @"
    overlay:11:3 (#/paths/~1searches~1loans/get/x-moved-arguments/author)
      unknown parameter `author` in `x-moved-arguments`
      = use the name of a parameter of this operation
    ");
}

#[test]
fn a_declared_move_goes_before_a_similar_operation() {
    let get = "{get: {responses: {200: {description: '', content: {application/json: {schema: \
               {$ref: '#/components/schemas/Note'}}}}}}}";
    let schemas = "
            components:
              schemas:
                Note: {type: object, required: [id], properties: {id: {type: string}}}
    ";
    let paths = |paths: &[&str]| {
        let paths = paths
            .iter()
            .map(|path| format!("              {path}: {get}\n"));
        format!(
            "\n            paths:\n{}{schemas}",
            paths.collect::<String>()
        )
    };
    let output = Documents::default()
        .version("alpha", &paths(&["/archive/note", "/card/note"]))
        .version("beta", &paths(&["/note"]))
        .overlay(
            "
            - target: $.paths['/card/note'].get
              x-versions: [alpha]
              update: {x-moved-to: GET /note}
            ",
        )
        .output();
    let migration = output.plans[1].history.migration.as_ref().unwrap();
    let changes = migration
        .changes
        .iter()
        .filter(|change| change.class == Class::Breaking);
    let changes: Vec<_> = changes
        .map(|change| (change.kind, Words::of(change).subject))
        .collect();
    assert_eq!(
        changes,
        [
            (Kind::OperationRemoved, "GET /archive/note".to_owned()),
            (Kind::OperationMoved, "GET /card/note".to_owned()),
        ]
    );
}
