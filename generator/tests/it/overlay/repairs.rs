//! Problems of the overlay in all versions, and their repairs.

use crate::support::Documents;
use insta::assert_snapshot;
use nomos_generator::repaired;

fn version(schemas: &str) -> String {
    format!(
        "
        paths:
          /things: {{get: {{responses: {{200: {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}}}}}
        components:
          schemas:
            Thing: {{type: object, required: [note], properties: {{note: {{type: string}}{schemas}}}}}
        "
    )
}

/// Three versions: `size` is in the first two, `weight` in the last two.
fn things(actions: &str) -> Documents {
    let (size, weight) = (", size: {type: number}", ", weight: {type: number}");
    Documents::default()
        .version("alpha", &version(size))
        .version("beta", &version(&format!("{size}{weight}")))
        .version("gamma", &version(weight))
        .overlay(actions)
}

/// The actions after all repairs that the problems offer.
fn fixed(documents: &Documents) -> String {
    let found = documents.generate().err().unwrap();
    let repairs: Vec<_> = found.iter().filter_map(|it| it.repair.as_deref()).collect();
    let input = documents.input();
    let (text, _) = repaired(&input.overlay.unwrap().text, &repairs);
    documents.clone().overlay_text(&text).output();
    text.split_once("actions:\n").unwrap().1.to_owned()
}

#[test]
fn a_name_in_a_selector_that_matches_nothing_is_an_error() {
    let things =
        things("- {target: \"$..properties['note', 'wieght']\", update: {x-sensitive: true}}");
    assert_snapshot!(things.problems(), @"
    overlay:4:4 (#/actions/0/target)
      `$..properties.wieght` matches nothing in `alpha`, `beta`, `gamma`
      = did you mean `weight`? Or change the target to `$..properties.note`
    ");
}

#[test]
fn all_problems_of_all_versions_are_found_in_one_run() {
    let things = things(
        "
        - {target: $..properties.size, update: {type: integer}}
        - {target: \"$.paths['/thing'].get\", update: {x-action: list}}
        - {target: $..properties.note, update: {type: string}}
        - {target: $..properties.note, update: {x-encoding: form}}
        ",
    );
    assert_snapshot!(things.problems(), @"
    overlay:4:4 (#/actions/0/target)
      `$..properties.size` matches nothing in `gamma`
      = limit the action with `x-versions: [..beta]`
    overlay:5:4 (#/actions/1/target)
      `$.paths['/thing']` matches nothing in `alpha`, `beta`, `gamma`
      = did you mean `/things`? Or remove the action
    overlay:6:4 (#/actions/2/target)
      the action on `$..properties.note` changes nothing in `alpha`, `beta`, `gamma`
      = remove the action
    overlay:7:4 (#/components/schemas/Thing/properties/note/x-encoding)
      `x-encoding` has no effect here
      = remove it from the overlay, or move it to the node it applies to
    ");
}

#[test]
fn repairs_keep_comments_and_layout() {
    let things = things(
        "
        # Sizes.
        - target: $..properties.size
          description: Whole centimetres.
          update: {type: integer}  # not inches
        # Upstream has caught up.
        - target: $..properties.note
          update: {type: string}

        # Both.
        - target: $..properties['size', 'weight']
          x-versions: [alpha..]
          update:
            description: |
              A number.

              Always.
        - {target: $..properties.weight, x-versions: [alpha, gamma], update: {x-rust-name: mass}}
        ",
    );
    assert_snapshot!(fixed(&things), @r"
    # Sizes.
    - target: $..properties.size
      x-versions: [..beta]
      description: Whole centimetres.
      update: {type: integer}  # not inches

    # Both.
    - target: $..properties.size
      x-versions: [alpha]
      update:
        description: |
          A number.

          Always.
    - target: $..properties['size', 'weight']
      x-versions: [beta]
      update:
        description: |
          A number.

          Always.
    - target: $..properties.weight
      x-versions: [gamma]
      update:
        description: |
          A number.

          Always.
    - {target: $..properties.weight, x-versions: [gamma], update: {x-rust-name: mass}}
    ");
}

#[test]
fn an_action_is_extended_to_a_version_that_needs_it() {
    let version = |size: &str| version(&format!(", size: {size}"));
    let things = Documents::default()
        .version("alpha", &version("{type: string}"))
        .version("beta", &version("{type: text}"))
        .version("gamma", &version("{type: text}"))
        .overlay(
            "
            - target: $..properties.size
              description: A text.
              x-versions: [gamma]
              update: {type: string}
            ",
        );
    assert_snapshot!(things.problems(), @"
    beta:5:87 (#/components/schemas/Thing/properties/size/type)
      unknown type `text`
      = use `string`, `number`, `integer`, `boolean`, `array` or `object`, or extend the action to `x-versions: [beta..]`
    ");
    assert_snapshot!(fixed(&things), @"
    - target: $..properties.size
      description: A text.
      x-versions: [beta..]
      update: {type: string}
    ");
}
