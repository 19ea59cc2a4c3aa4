//! Documents whose names mean something to Rust, to the generated code, or to nobody.

use super::assert_sound;
use crate::support::{text, text_of};
use serde_json::{Map, Value, json};

/// Keywords of all editions: strict, reserved, weak.
const KEYWORDS: &str = "abstract as async await auto become box break const continue crate default do dyn else enum \
    extern false final fn for gen if impl in let loop macro macro_rules match mod move mut override priv pub raw ref \
    return safe self static struct super trait true try type typeof union unsafe unsized use virtual where while yield";

/// Modules, crates and primitives.
const MODULES: &str = "std core alloc serde serde_json jiff rust_decimal nomos_client_runtime http types api client ids \
    operations filters error errors scope str bool u8 i32 i64 char usize";

/// The prelude, and what generated files import or define.
const ITEMS: &str = "Option Some None Result Ok Err String Vec Box Rc Default Clone Copy Debug Display Eq PartialEq Ord \
    PartialOrd Hash From Into TryFrom TryInto AsRef AsMut Iterator IntoIterator Extend Send Sync Sized Drop Fn FnMut \
    FnOnce ToOwned ToString FromIterator FromStr Future IntoFuture Pin Serialize Serializer Deserialize Deserializer \
    BTreeMap HashMap Value Decimal Timestamp Date Patch Tagged UnknownVariant Unknown Call Page List Filter \
    Operation Method Auth PhantomData ApiError NoApiError FileLink NoContent ReadOnly ReadWrite ClientBuilder \
    ConfigError CanRead StringField NumberField DateField EnumField BooleanField FromResponse S T D E";

/// Methods of generated types, and arguments of generated methods.
const METHODS: &str = "new clone builder read_only into_future into_request to_owned operation limit cursor filter body \
    call tag as_str into_string fmt from eq unwrap with_timeout items pages deserializer serializer value";

/// Names that Rust cannot spell.
const UNSPELLABLE: [&str; 7] = ["14a", "2", "_", "-", "+", "a,b", "~"];

fn words(lists: &[&'static str]) -> Vec<&'static str> {
    lists
        .iter()
        .flat_map(|list| list.split_whitespace())
        .collect()
}

/// The document of `version` around `paths` and component schemas.
fn document(codename: &str, paths: Map<String, Value>, schemas: Map<String, Value>) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Names", "version": format!("2026-01-01.{codename}")},
        "servers": [{"url": "https://shop.example"}],
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn string() -> Value {
    json!({"type": "string"})
}

/// An object whose shape is its own.
fn object(name: &str) -> Value {
    json!({"type": "object", "required": [name], "properties": {name: string()}})
}

fn answer(schema: &Value) -> Value {
    json!({"200": {"description": "Fine.", "content": {"application/json": {"schema": schema}}}})
}

fn collect(names: &[&str], member: impl Fn(&str) -> (String, Value)) -> Map<String, Value> {
    names.iter().map(|name| member(name)).collect()
}

/// Fields, enum values, variants of a union, and the types themselves, read and written.
pub fn types() -> Value {
    let fields = words(&[KEYWORDS, MODULES, METHODS]);
    let types = words(&[ITEMS, MODULES]);
    let all = words(&[KEYWORDS, METHODS, ITEMS]);
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let mut schemas = collect(&types, |name| (name.to_owned(), object(name)));
    let fields = collect(&fields, |name| (name.to_owned(), string()));
    schemas.insert("required_fields".into(), json!({"type": "object", "required": fields.keys().collect::<Vec<_>>(), "properties": fields}));
    schemas.insert(
        "optional_fields".into(),
        json!({"type": "object", "properties": fields}),
    );
    // Values that differ in case only would be one variant.
    let mut values: Vec<_> = all
        .iter()
        .map(|value| value.to_lowercase().replace('_', ""))
        .collect();
    values.sort();
    values.dedup();
    schemas.insert("values".into(), json!({"type": "string", "enum": values}));
    let branches = values.iter().map(|value| {
        let kind = json!({"type": "string", "enum": [value]});
        json!({"type": "object", "required": ["kind", "common"], "properties": {"kind": kind, "common": string(), format!("in_{value}"): string()}})
    });
    schemas.insert(
        "choices".into(),
        json!({"oneOf": branches.collect::<Vec<_>>()}),
    );
    let mut uses = collect(&types, |name| (format!("uses_{name}"), reference(name)));
    for name in ["required_fields", "optional_fields", "values", "choices"] {
        uses.insert(name.into(), reference(name));
    }
    let everything = json!({"type": "object", "properties": uses});
    schemas.insert("everything".into(), everything);
    let path = json!({
        "get": {"responses": answer(&reference("everything"))},
        "post": {
            "requestBody": {"content": {"application/json": {"schema": reference("everything")}}},
            "responses": {"204": {"description": "Done."}},
        },
    });
    document(
        "types",
        Map::from_iter([("/everything".to_owned(), path)]),
        schemas,
    )
}

/// Resources, which name handles, modules, and the types of what they answer.
pub fn resources() -> Value {
    let plurals = "options results strings dates patches lists pages clients values vecs";
    let color =
        json!({"name": "color", "in": "query", "description": "Which.", "schema": string()});
    let path = |name: &str, responses: Value| {
        (
            format!("/{name}"),
            json!({"get": {"parameters": [color], "responses": responses}}),
        )
    };
    let mut paths = collect(&words(&[KEYWORDS, plurals]), |name| {
        path(name, answer(&object(&format!("of_{name}"))))
    });
    paths.extend(collect(&words(&[MODULES]), |name| {
        path(name, json!({"204": {"description": "Done."}}))
    }));
    document("resources", paths, Map::new())
}

/// Actions and parameters of one resource.
pub fn operations() -> Value {
    let names = words(&[KEYWORDS, MODULES, METHODS]);
    let done = json!({"204": {"description": "Done."}});
    let parameter = |name: &str, place: &str| json!({"name": name, "in": place, "required": place == "path", "description": "Which.", "schema": string()});
    let mut paths = collect(&names, |name| {
        let parameters = [parameter(name, "path")];
        (
            format!("/things/{{{name}}}/{name}"),
            json!({"get": {"parameters": parameters, "responses": done}}),
        )
    });
    let parameters: Vec<_> = names.iter().map(|name| parameter(name, "query")).collect();
    paths.insert(
        "/things".into(),
        json!({"get": {"parameters": parameters, "responses": done}}),
    );
    document("operations", paths, Map::new())
}

/// No operation at all.
pub fn nothing() -> Value {
    document("nothing", Map::new(), Map::new())
}

#[test]
fn names_of_types_that_mean_something_to_rust() {
    assert_sound(&text_of("types", &types().to_string()).output());
}

#[test]
fn names_of_resources_that_mean_something_to_rust() {
    assert_sound(&text_of("resources", &resources().to_string()).output());
}

#[test]
fn names_of_operations_and_parameters_that_mean_something_to_rust() {
    assert_sound(&text_of("operations", &operations().to_string()).output());
}

#[test]
fn names_that_rust_cannot_spell() {
    for name in UNSPELLABLE {
        let parameter = json!({"name": name, "in": "query", "schema": string()});
        let schema = json!({"type": "object", "required": [name], "properties": {name: {"type": "string", "enum": [name]}}});
        let get = json!({"get": {"parameters": [parameter], "responses": answer(&schema)}});
        let paths = Map::from_iter([
            (format!("/{name}"), get.clone()),
            (format!("/things/{name}"), get),
        ]);
        assert_sound(&text(&document("alpha", paths, Map::new()).to_string()).output());
    }
}
