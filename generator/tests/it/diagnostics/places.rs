//! Line and column, whatever the text looks like.

use crate::support::{Documents, text};
use insta::assert_snapshot;
use nomos_generator::Place;

/// A document whose only problem is the type of `Thing`, with this title; as minified JSON.
fn minified(title: &str) -> String {
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"{title}","version":"2026-01-01.alpha"}},"servers":[{{"url":"https://shop.example"}}],"paths":{{"/things":{{"get":{{"responses":{{"200":{{"description":"","content":{{"application/json":{{"schema":{{"type":"thing"}}}}}}}}}}}}}}}}}}"#
    )
}

/// The same as YAML.
const YAML: &str = "\
openapi: 3.0.3
info: {title: Shop, version: 2026-01-01.alpha}
servers: [{url: 'https://shop.example'}]
paths:
  /things:
    get:
      responses: {200: {description: '', content: {application/json: {schema: {type: thing}}}}}
";

fn place(documents: &Documents) -> Place {
    let [problem] = documents.generate().unwrap_err().try_into().unwrap();
    *problem.place.unwrap()
}

/// What the text holds at the place of its only problem.
fn found(source: &str) -> (usize, String) {
    let place = place(&text(source));
    let line = source.lines().nth(place.line - 1).unwrap();
    let line = line.trim_start_matches('\u{feff}');
    let rest: String = line.chars().skip(place.column - 1).take(4).collect();
    (place.line, rest)
}

#[test]
fn in_minified_json() {
    assert_eq!(found(&minified("Shop")), (1, "\"typ".to_owned()));
}

#[test]
fn in_json_behind_escapes_of_surrogate_pairs() {
    assert_eq!(
        found(&minified(r"\ud83d\ude00 \\ \/ \u0000")),
        (1, "\"typ".to_owned())
    );
}

#[test]
fn in_json_behind_characters_of_several_bytes() {
    assert_eq!(found(&minified("Größe 😀")), (1, "\"typ".to_owned()));
}

#[test]
fn in_json_behind_long_strings() {
    assert_eq!(
        found(&minified(&"long ".repeat(1000))),
        (1, "\"typ".to_owned())
    );
}

#[test]
fn in_json_indented_with_tabs() {
    let tabs = minified("Shop")
        .replace("\"paths\"", "\n\t\"paths\"")
        .replace("\"schema\"", "\n\t\t\"schema\"");
    assert_eq!(found(&tabs), (3, "\"typ".to_owned()));
}

#[test]
fn in_yaml() {
    assert_eq!(found(YAML), (7, "type".to_owned()));
}

#[test]
fn with_windows_line_ends() {
    assert_eq!(found(&YAML.replace('\n', "\r\n")), (7, "type".to_owned()));
}

#[test]
fn behind_a_byte_order_mark() {
    assert_eq!(found(&format!("\u{feff}{YAML}")), (7, "type".to_owned()));
    assert_eq!(
        found(&format!("\u{feff}{}", minified("Shop"))),
        (1, "\"typ".to_owned())
    );
}

#[test]
fn behind_characters_of_several_bytes() {
    let umlauts = YAML.replace("description: ''", "description: 'Größe 😀'");
    assert_eq!(found(&umlauts), (7, "type".to_owned()));
}

#[test]
fn a_node_that_the_overlay_has_set_stands_in_the_overlay() {
    let documents = text(&YAML.replace("type: thing", "")).overlay(
        "
        - target: $..schema
          description: Twice.
          update: {type: thing}
        ",
    );
    assert_snapshot!(place(&documents), @"overlay:4:3 (#/paths/~1things/get/responses/200/content/application~1json/schema/type)");
}

#[test]
fn an_item_behind_a_removed_one_stands_where_it_stood() {
    let source = YAML.replace("{type: thing}", "{allOf: [{type: string}, {type: thing}]}");
    let documents = text(&source).overlay(
        "
        - target: $..schema.allOf[0]
          remove: true
        ",
    );
    assert_eq!(
        place(&documents).column,
        source.lines().nth(6).unwrap().find("type: thing").unwrap() + 1
    );
}

#[test]
fn an_item_before_an_added_one_stands_where_it_stood() {
    let source = YAML.replace("{type: thing}", "{allOf: [{type: thing}, {type: string}]}");
    let documents = text(&source).overlay(
        "
        - target: $..schema.allOf
          update: [{nullable: true}]
        ",
    );
    assert_eq!(place(&documents).file, "alpha");
}

#[test]
fn a_diagnostic_is_shown_with_its_line_and_does_not_steer_the_terminal() {
    let source = YAML.replace("type: thing", "type: \"thing\\e[31m\\u202e\"");
    let [problem] = text(&source).generate().unwrap_err().try_into().unwrap();
    assert_snapshot!(problem.render(false), @r#"
    error: unknown type `thing�[31m�`
     --> alpha:7:80
      |
    7 |       responses: {200: {description: '', content: {application/json: {schema: {type: "thing\e[31m\u202e"}}}}}
      |                                                                                ^^^^ #/paths/~1things/get/responses/200/content/application~1json/schema/type
      |
      = help: use `string`, `number`, `integer`, `boolean`, `array` or `object`
    "#);
}

#[test]
fn every_place_in_a_text_can_be_shown() {
    for title in ["", "\u{301}\u{301}", "👩‍👩‍👧", "\u{202e}abc", "\u{2028}", "ﷺ"] {
        let found = text(&minified(title)).generate().unwrap_err();
        let shown = found[0].render(true);
        assert!(shown.contains("unknown type `thing`"), "{shown}");
    }
}

#[test]
fn a_long_line_is_shown_around_the_place() {
    let found = text(&minified(&"long ".repeat(100_000)))
        .generate()
        .unwrap_err();
    let shown = found[0].render(false);
    assert!(
        shown.len() < 2000 && shown.contains(r#""type":"thing""#),
        "{shown}"
    );
}
