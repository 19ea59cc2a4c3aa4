//! The overlay's settings for the whole API, and every known extension.

use super::names::{is_identifier, type_name_problem};
use crate::{
    model::Skill,
    spec::{Diagnostic, Document, Pointer, Vocabulary},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Type of an identifier.
pub const ID: &str = "x-id";
/// Name of a Rust type; enums that are given one name become one type with all their values.
pub const RUST_TYPE: &str = "x-rust-type";
/// Documentation of a Rust type, if several schemas with different descriptions become one.
pub const RUST_DOCS: &str = "x-rust-docs";
/// Keeps a type separate from others of the same shape; the value is the reason.
pub const DISTINCT: &str = "x-distinct";
/// Name of a Rust field, argument or setter.
pub const RUST_NAME: &str = "x-rust-name";
/// Names of the variants of an enum, by value.
pub const RUST_VARIANTS: &str = "x-rust-variants";
/// Leaves a property out of the Rust type.
pub const OMIT: &str = "x-omit";
/// Marks personal or secret data.
pub const SENSITIVE: &str = "x-sensitive";
/// Other names under which a property is read.
pub const ALIASES: &str = "x-aliases";
/// Accepts a schema without a type as any JSON.
pub const ANY_JSON: &str = "x-any-json";
/// The scope an operation needs.
pub const SCOPE: &str = "x-scope";
/// The resource an operation belongs to.
pub const RESOURCE: &str = "x-resource";
/// The Rust method of an operation.
pub const ACTION: &str = "x-action";
/// The route that replaces an operation in a later version.
pub const MOVED_TO: &str = "x-moved-to";
/// Filter operators for the arguments of a moved operation that become filters, by parameter; `eq`
/// by default.
pub const MOVED_ARGUMENTS: &str = "x-moved-arguments";
/// How a request body is encoded, if not as declared in the document.
pub const ENCODING: &str = "x-encoding";
/// Marks the parameter that represents all filters.
pub const FILTER: &str = "x-filter";
/// Marks the header that tells the repetitions of a request from others.
pub const IDEMPOTENCY_KEY: &str = "x-idempotency-key";
/// Names of identifier types.
pub const IDS: &str = "x-ids";
/// The scopes, with the marker traits that grant them.
pub const SCOPES: &str = "x-scopes";
/// Texts for agents.
const SKILL: &str = "x-skill";
/// How lists are paged.
pub const PAGING: &str = "x-paging";
/// Wire names of the fields that errors have.
pub const ERRORS: &str = "x-errors";
/// Conventions of every call that the document does not contain.
pub const CLIENT: &str = "x-client";
/// Rules for a request, checked before it is sent.
pub const RULES: &str = "x-rules";
/// What an error response of an operation means beyond its status.
pub const MEANINGS: &str = "x-meanings";
/// The life cycle of an enum of states.
pub const LIFECYCLE: &str = "x-lifecycle";

/// Every extension that an overlay can use; any other is reported as unknown.
pub const EXTENSIONS: [&str; 27] = [
    ID,
    RUST_TYPE,
    RUST_DOCS,
    DISTINCT,
    RUST_NAME,
    RUST_VARIANTS,
    OMIT,
    SENSITIVE,
    ALIASES,
    ANY_JSON,
    SCOPE,
    RESOURCE,
    ACTION,
    MOVED_TO,
    MOVED_ARGUMENTS,
    ENCODING,
    FILTER,
    IDEMPOTENCY_KEY,
    IDS,
    SCOPES,
    PAGING,
    ERRORS,
    CLIENT,
    RULES,
    MEANINGS,
    LIFECYCLE,
    SKILL,
];

/// What applying an overlay depends on.
pub const VOCABULARY: Vocabulary = Vocabulary {
    known: &EXTENSIONS,
    of_types: &[
        ID,
        RUST_TYPE,
        RUST_DOCS,
        DISTINCT,
        RUST_VARIANTS,
        ANY_JSON,
        LIFECYCLE,
    ],
    name: RUST_TYPE,
    distinct: DISTINCT,
};

/// Settings at the top of a document.
#[derive(Debug, Default)]
pub struct Settings {
    pub ids: Ids,
    /// Scope → marker trait of the runtime.
    pub scopes: BTreeMap<String, String>,
    pub paging: Option<Paging>,
    pub errors: Option<ErrorFields>,
    pub client: ClientSettings,
    pub skill: Skill,
    /// Names of the enums that have one, by their values: an enum with the same values is the same
    /// type.
    pub enum_names: HashMap<BTreeSet<String>, String>,
}

/// Which strings are identifiers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ids {
    /// The property that identifies its own object.
    pub property: Option<String>,
    /// Properties, parameters and filters that identify something else, by name.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// How lists are paged.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    pub items: String,
    pub next: String,
    pub more: String,
    pub cursor: String,
    pub limit: String,
}

/// Conventions of every call. The API does not have what is omitted, except the prefix, which
/// defaults to the name of the crate without the version.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ClientSettings {
    /// The prefix of environment variables.
    pub env_prefix: Option<String>,
    /// The base URL of the sandbox.
    pub sandbox: Option<String>,
    /// The header that pins the version of a request.
    pub version_header: Option<String>,
    /// The path of the token endpoint; from the security schemes if they declare it.
    pub token_path: Option<String>,
    /// The path of the authorization endpoint; from the security schemes if they declare it.
    pub authorize_path: Option<String>,
    /// How many requests per second the API allows.
    pub requests_per_second: Option<u32>,
}

/// Wire names of the fields that errors have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ErrorFields {
    pub code: Option<String>,
    pub message: Option<String>,
    pub request_id: Option<String>,
    pub docs: Option<String>,
    pub fields: Option<FieldErrorFields>,
}

/// Wire names in the errors about individual fields of a request.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldErrorFields {
    pub list: String,
    pub code: String,
    pub field: String,
    pub message: String,
}

impl Settings {
    /// Reads the settings of `document`.
    pub fn read(document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let settings = Self {
            ids: setting(document, IDS, diagnostics).unwrap_or_default(),
            scopes: setting(document, SCOPES, diagnostics).unwrap_or_default(),
            paging: setting(document, PAGING, diagnostics),
            errors: setting(document, ERRORS, diagnostics),
            client: setting(document, CLIENT, diagnostics).unwrap_or_default(),
            skill: setting(document, SKILL, diagnostics).unwrap_or_default(),
            enum_names: enum_names(&document.value),
        };
        let ids = Pointer::root().child(IDS).child("fields");
        let ids = settings
            .ids
            .fields
            .iter()
            .map(|(field, name)| (ids.child(field), type_name_problem(name)));
        // The marker traits belong to the runtime, so their names are reserved on purpose.
        let scopes = Pointer::root().child(SCOPES);
        let scopes = settings.scopes.iter().map(|(scope, marker)| {
            let problem =
                (!is_identifier(marker)).then(|| format!("invalid Rust identifier `{marker}`"));
            (scopes.child(scope), problem)
        });
        for (at, problem) in ids.chain(scopes) {
            if let Some(problem) = problem {
                diagnostics.push(
                    Diagnostic::error(problem)
                        .help("fix the overlay")
                        .at(document.place(&at)),
                );
            }
        }
        settings
    }
}

fn setting<T: DeserializeOwned>(
    document: &Document,
    key: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<T> {
    match T::deserialize(document.setting(key)?) {
        Ok(setting) => Some(setting),
        Err(error) => {
            let place = document.place(&Pointer::root().child(key));
            let problem = Diagnostic::error(format!("invalid `{key}`: {error}"));
            diagnostics.push(problem.help("fix the overlay").at(place));
            None
        }
    }
}

/// The enums of the document that have a name, by their values.
fn enum_names(document: &Value) -> HashMap<BTreeSet<String>, String> {
    let mut found = HashMap::new();
    let mut open = vec![document];
    while let Some(node) = open.pop() {
        match node {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                if let (Some(Value::String(name)), Some(Value::Array(values))) =
                    (members.get(RUST_TYPE), members.get("enum"))
                {
                    let values = values
                        .iter()
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect();
                    found.insert(values, name.clone());
                }
                open.extend(members.values());
            }
            _ => {}
        }
    }
    found
}
