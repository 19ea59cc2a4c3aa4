//! What a generation keeps of the last one: spelling, names, modules, the order of arguments.

use crate::support::{Documents, crates, list, paths, schemas};
use insta::assert_snapshot;
use nomos_generator::{Fix, Output, compare::Class, report::terminal};

/// What becomes of `before` when upstream publishes `after`.
fn next(before: &Documents, after: &Documents) -> Output {
    let next = after.after(&before.output()).unwrap();
    assert_settled(after, &next);
    next
}

/// Asserts that generating again from the same documents changes nothing.
fn assert_settled(documents: &Documents, output: &Output) {
    let again = documents.after(output).unwrap();
    for (path, text) in crates(output) {
        assert_eq!(again.files[path], text, "{path}");
    }
}

/// Asserts that nothing changes when upstream publishes `after`.
fn assert_unchanged(before: &Documents, after: &Documents) {
    let last = before.output();
    let next = after.after(&last).unwrap();
    let is_empty = next.reports.iter().all(|report| report.changes.is_empty());
    assert!(is_empty, "{}", terminal(&next.reports, false));
    assert_eq!(crates(&next), crates(&last));
    assert_settled(after, &next);
}

/// Asserts that code that was written for the last generation compiles.
fn assert_additive(output: &Output) {
    let changes = output.reports.iter().flat_map(|report| &report.changes);
    let breaking: Vec<_> = changes
        .filter(|change| change.class == Class::Breaking)
        .collect();
    assert!(breaking.is_empty(), "{breaking:#?}");
}

/// The types of the newest crate with their first lines.
fn types(output: &Output) -> String {
    let surface = output.surfaces.values().next_back().unwrap();
    let (_, types) = surface.split_once("\ntypes (").unwrap();
    let (_, types) = types.split_once(")\n\n").unwrap();
    types.split("\n\n").next().unwrap().trim_end().to_owned()
}

const MAKER: &str =
    "{type: object, required: [id, name], properties: {id: {type: string}, name: {type: string}}}";

#[test]
fn a_component_can_become_inline() {
    let before = schemas(&format!(
        "
        Thing: {{type: object, required: [maker], properties: {{maker: {{$ref: '#/components/schemas/Maker'}}}}}}
        Maker: {MAKER}
        "
    ));
    let after = schemas(&format!(
        "Thing: {{type: object, required: [maker], properties: {{maker: {MAKER}}}}}"
    ));
    let names = "
        - {target: $, update: {x-ids: {property: id}}}
        - {target: $.components.schemas.Maker.properties.name, update: {x-sensitive: true}}
        ";
    assert_unchanged(&before.overlay(names), &after.overlay(names));
}

#[test]
fn the_overlay_is_told_how_a_new_component_was_spelled_last_time() {
    let maker = |schema: &str| format!("properties: {{maker: {schema}}}");
    let before = schemas(&format!("Thing: {{type: object, {}}}", maker(MAKER)));
    let reference = maker("{$ref: '#/components/schemas/Producer'}");
    let after = schemas(&format!(
        "
        Thing: {{type: object, {reference}}}
        Producer: {MAKER}
        "
    ));
    let overlay =
        "- {target: $.components.schemas.Producer.properties.name, update: {x-sensitive: true}}";
    let found = after
        .clone()
        .overlay(overlay)
        .after(&before.output())
        .err()
        .unwrap();
    assert_snapshot!(list(&found), @"
    overlay:4:4 (#/actions/0/target)
      `$.components.schemas.Producer` matches nothing in `alpha`, where the spelling of the last generation applies
      = change the target to `$.components.schemas.Thing.properties.maker.properties.name`
    ");
    let Some(Fix::Retarget(target)) = found[0].repair.as_ref().map(|repair| &repair.fix) else {
        panic!("{found:#?}");
    };
    let retargeted = after.overlay(&format!(
        "- {{target: {target}, update: {{x-sensitive: true}}}}"
    ));
    retargeted.after(&before.output()).unwrap();
}

#[test]
fn a_reference_can_get_an_extension_around_it() {
    let thing = |maker: &str| {
        schemas(&format!(
            "
            Thing: {{type: object, required: [maker], properties: {{maker: {maker}}}}}
            Maker: {MAKER}
            "
        ))
    };
    let before = thing("{$ref: '#/components/schemas/Maker'}");
    let around = "{allOf: [{$ref: '#/components/schemas/Maker'}], x-internal-note: [1]}";
    let next = next(&before, &thing(around));
    assert_eq!(next.surfaces, before.output().surfaces);
    let changes = next.reports.iter().flat_map(|report| &report.changes);
    assert!(
        changes
            .map(|change| change.class)
            .eq([Class::Documentation])
    );
}

#[test]
fn a_reference_keeps_the_extension_around_it_when_its_component_changes() {
    let thing = |maker: &str, more: &str| {
        schemas(&format!(
            "
            Thing: {{type: object, required: [maker], properties: {{maker: {maker}}}}}
            Maker: {{type: object, required: [name], properties: {{name: {{type: string}}{more}}}}}
            "
        ))
    };
    let before = thing("{$ref: '#/components/schemas/Maker'}", "");
    let around = "{allOf: [{$ref: '#/components/schemas/Maker'}], x-internal-note: [1]}";
    let next = next(&before, &thing(around, ", size: {type: number}"));
    let changes = next.reports.iter().flat_map(|report| &report.changes);
    assert!(
        changes
            .map(|change| change.class)
            .eq([Class::Additive, Class::Documentation])
    );
}

#[test]
fn an_inline_schema_can_become_a_component() {
    let before = schemas(&format!(
        "Thing: {{type: object, required: [maker], properties: {{maker: {MAKER}}}}}"
    ));
    let after = schemas(&format!(
        "
        Thing: {{type: object, required: [maker], properties: {{maker: {{$ref: '#/components/schemas/Person'}}}}}}
        Person: {MAKER}
        "
    ));
    let names = "- {target: $.components.schemas.Thing.properties.maker.properties.name, update: {x-sensitive: true}}";
    assert_unchanged(&before.overlay(names), &after.overlay(names));
}

#[test]
fn a_component_can_be_renamed_and_grow() {
    let before = schemas(
        "
        Thing: {type: object, required: [maker], properties: {maker: {$ref: '#/components/schemas/Maker'}}}
        Maker: {type: object, required: [name], properties: {name: {type: string}}}
        ",
    );
    let after = schemas(
        "
        Thing: {type: object, required: [maker], properties: {maker: {$ref: '#/components/schemas/Person'}}}
        Person: {type: object, required: [name], properties: {name: {type: string}, email: {type: string}}}
        ",
    );
    let output = next(&before, &after);
    assert_additive(&output);
    assert_snapshot!(types(&output), @"
    struct Thing
        maker: Maker
    struct Maker
        name: String
        email: Option<String>
    ");
}

#[test]
fn a_change_of_one_inline_copy_concerns_that_place_alone() {
    let before = schemas(
        "
        Thing: {type: object, required: [maker, owner], properties: {maker: {$ref: '#/components/schemas/Person'}, owner: {$ref: '#/components/schemas/Person'}}}
        Person: {type: object, required: [name], properties: {name: {type: string}}}
        ",
    );
    let after = schemas(
        "
        Thing: {type: object, required: [maker, owner], properties: {maker: {$ref: '#/components/schemas/Person'}, owner: {type: object, required: [name], properties: {name: {type: string}, since: {type: string}}}}}
        Person: {type: object, required: [name], properties: {name: {type: string}}}
        ",
    );
    assert_snapshot!(types(&next(&before, &after)), @"
    struct Thing
        maker: Person
        owner: ThingOwner
    struct Person
        name: String
    struct ThingOwner
        name: String
        since: Option<String>
    ");
}

fn kinds(of_thing: &str) -> Documents {
    schemas(&format!(
        "
        Thing: {{type: object, required: [kind, parts], properties: {{kind: {{type: string, enum: [{of_thing}]}}, parts: {{$ref: '#/components/schemas/Parts'}}}}}}
        Parts: {{type: object, required: [main_kind], properties: {{main_kind: {{type: string, enum: [a, b]}}}}}}
        "
    ))
}

#[test]
fn an_enum_that_grows_in_one_place_stays_one_type() {
    let output = next(&kinds("a, b"), &kinds("a, b, c"));
    assert_additive(&output);
    assert_snapshot!(types(&output), @"
    struct Thing
        kind: ThingKind
        parts: Parts
    enum ThingKind
        A = a
        B = b
        C = c
    struct Parts
        main_kind: ThingKind
    ");
}

#[test]
fn a_new_use_of_a_type_does_not_rename_it() {
    let before = schemas(
        "
        Thing: {type: object, properties: {parts: {$ref: '#/components/schemas/Parts'}}}
        Parts: {type: object, required: [main_kind], properties: {main_kind: {type: string, enum: [a, b]}}}
        ",
    );
    let after = kinds("a, b");
    assert_snapshot!(types(&next(&before, &after)), @"
    struct Thing
        kind: PartsMainKind
        parts: Parts
    enum PartsMainKind
        A = a
        B = b
    struct Parts
        main_kind: PartsMainKind
    ");
}

#[test]
fn the_overlay_can_take_back_a_name() {
    let name =
        "- {target: $.components.schemas.Parts.properties.main_kind, update: {x-rust-type: Sort}}";
    let given = kinds("a, b").overlay(name);
    assert!(types(&given.output()).contains("main_kind: Sort"));
    assert!(types(&next(&given, &kinds("a, b"))).contains("main_kind: ThingKind"));
}

#[test]
fn a_name_that_a_component_has_is_qualified() {
    let documents = schemas(
        "
        Thing: {type: object, required: [maker, other], properties: {maker: {type: object, required: [name], properties: {name: {type: string}}}, other: {$ref: '#/components/schemas/ThingMaker'}}}
        ThingMaker: {type: object, required: [since], properties: {since: {type: string}}}
        ",
    );
    let output = documents.output();
    assert_snapshot!(types(&output), @"
    struct Thing
        maker: ThingMakerObject
        other: ThingMaker
    struct ThingMakerObject
        name: String
    struct ThingMaker
        since: String
    ");
    assert_snapshot!(crate::support::list(&output.warnings), @"
    alpha:3:66 (#/components/schemas/Thing/properties/maker)
      the type `ThingMakerObject` is not called `ThingMaker`, which is another type
      = give it a name with `x-rust-type`
    ");
}

#[test]
fn an_operation_that_is_added_beside_another_does_not_rename_it() {
    let lend = "post: {responses: {204: {description: Done}}, parameters: [{in: path, name: id, required: true, schema: {type: string}}]}";
    let before = paths(&format!("/things/{{id}}/lend: {{{lend}}}"));
    let after = paths(&format!(
        "/things/{{id}}/lend: {{{lend}, get: {{responses: {{204: {{description: Done}}}}, parameters: [{{in: path, name: id, required: true, schema: {{type: string}}}}]}}}}"
    ));
    let output = next(&before, &after);
    assert_additive(&output);
    let resource = &output.plans[0].api.resources[0];
    let names: Vec<_> = resource
        .operations
        .iter()
        .map(|operation| &operation.name)
        .collect();
    assert_eq!(names, ["get_lend", "lend"]);
}

#[test]
fn arguments_keep_their_order_and_new_ones_follow() {
    let operation = |names: &[&str]| {
        let parameters = names.iter().map(|name| {
            let place = if *name == "id" { "path" } else { "query" };
            format!("{{in: {place}, name: {name}, required: true, schema: {{type: string}}}}")
        });
        let parameters: Vec<_> = parameters.collect();
        paths(&format!(
            "/things/{{id}}: {{get: {{parameters: [{}], responses: {{204: {{description: Done}}}}}}}}",
            parameters.join(", ")
        ))
    };
    let arguments = |output: &Output| {
        let operation = &output.plans[0].api.resources[0].operations[0];
        operation.arguments().map(str::to_owned).collect::<Vec<_>>()
    };
    // Arguments of the path come first.
    assert_eq!(
        arguments(&operation(&["b", "id", "a"]).output()),
        ["id", "b", "a"]
    );
    let before = operation(&["id", "b", "a"]);
    assert_unchanged(&before, &operation(&["a", "id", "b"]));
    let after = operation(&["c", "a", "id", "b"]);
    assert_eq!(arguments(&next(&before, &after)), ["id", "b", "a", "c"]);
}
