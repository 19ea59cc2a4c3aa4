//! Targets lead through references.

use crate::support::{Documents, paths, schemas};
use insta::assert_snapshot;

/// Two operations that take a `Book`, and one that takes it in a wrapper.
fn books(actions: &str) -> Documents {
    paths(
        "
        /books:
          post:
            requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}
            responses: {204: {description: ''}}
        /loans:
          post:
            requestBody: {required: true, content: {application/json: {schema: {type: object, x-rust-type: InsertLoan, required: [book, days], properties: {book: {$ref: '#/components/schemas/Book'}, days: {type: number}}}}}}
            responses: {204: {description: ''}}
        ",
    )
    .with_schema("Book: {type: object, required: [title], properties: {title: {type: string}, pages: {type: number}}}")
    .overlay(actions)
}

const BODY: &str = "requestBody.content['application/json'].schema";

#[test]
fn a_change_through_one_of_two_uses_concerns_this_use_only() {
    let books = books(&format!(
        "
        - {{target: \"$.paths['/books'].post.{BODY}\", update: {{x-rust-type: InsertBook}}}}
        - {{target: \"$.paths['/books'].post.{BODY}.properties.pages\", update: {{type: integer}}}}
        "
    ));
    assert_snapshot!(books.fields("InsertBook"), @"title: String, pages: Option<i64>");
    assert_snapshot!(books.fields("Book"), @"title: String, pages: Option<Decimal>");
}

#[test]
fn the_same_change_through_all_uses_changes_the_component() {
    let books = books(&format!(
        "
        - {{target: \"$.paths['/books'].post.{BODY}.properties.pages\", update: {{type: integer}}}}
        - {{target: \"$.paths['/loans'].post.{BODY}.properties.book.properties.pages\", update: {{type: integer}}}}
        "
    ));
    assert_snapshot!(books.fields("Book"), @"title: String, pages: Option<i64>");
    assert_snapshot!(books.fields("InsertLoan"), @"book: Book, days: Decimal");
}

#[test]
fn a_change_of_the_component_reaches_a_use_that_was_changed_before() {
    let books = books(&format!(
        "
        - {{target: \"$.paths['/books'].post.{BODY}\", update: {{x-rust-type: InsertBook, required: [pages]}}}}
        - {{target: $.components.schemas.Book.properties.pages, update: {{type: integer}}}}
        "
    ));
    assert_snapshot!(books.fields("InsertBook"), @"title: String, pages: i64");
    assert_snapshot!(books.fields("Book"), @"title: String, pages: Option<i64>");
}

#[test]
fn a_name_that_would_rename_another_use_is_an_error() {
    let books = books(&format!(
        "- {{target: \"$.paths['/books'].post.{BODY}\", update: {{x-rust-type: InsertBook}}}}"
    ));
    assert_snapshot!(books.problems(), @"
    overlay:4:4 (#/actions/0/target)
      `x-rust-type: InsertBook` would also rename the type at `#/paths/~1loans/post/requestBody/content/application~1json/schema/properties/book`
      = both refer to the component `Book`: target the component, or keep this use separate with `x-distinct`
    ");
}

#[test]
fn an_annotation_of_a_reference_keeps_the_type() {
    let books = books(&format!(
        "- {{target: \"$.paths['/loans'].post.{BODY}.properties.book\", update: {{x-rust-name: volume}}}}"
    ));
    assert_snapshot!(books.fields("InsertLoan"), @"volume: Book, days: Decimal");
}

#[test]
fn a_descent_follows_references_if_it_finds_nothing_else() {
    let books =
        books("- {target: \"$.paths['/loans'].post..properties.pages\", update: {type: integer}}");
    assert_snapshot!(books.fields("Book"), @"title: String, pages: Option<Decimal>");
}

#[test]
fn a_target_that_matches_nothing_ends_although_references_multiply() {
    let level = |level: usize| {
        let next = format!("{{$ref: '#/components/schemas/Level{}'}}", level + 1);
        format!("Level{level}: {{type: object, properties: {{a: {next}, b: {next}}}}}")
    };
    let levels: Vec<_> = (0..40).map(level).collect();
    let books = schemas(&format!(
        "
        Thing: {{$ref: '#/components/schemas/Level0'}}
        {}
        Level40: {{type: object, properties: {{name: {{type: string}}}}}}
        ",
        levels.join("\n        ")
    ))
    .overlay("- {target: '$..[?@.nothing]', update: {description: Never.}}");
    assert!(
        books
            .problems()
            .contains("`$..[?@.nothing]` matches nothing in `alpha`")
    );
}
