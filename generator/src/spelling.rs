//! Short notation of Rust types and calls, for surfaces and reports.

use crate::model::{
    Availability, Check, Encoding, EnumType, EnumValue, Meaning, MeaningKind, Operation, Output,
    Presence, Resource, Stage, Timeline, Type, TypeRef,
};
use serde::Serialize;
use std::fmt;

/// A call with its arguments and its result, for example `books().get(id: BookId) -> Book`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signature {
    /// The method on the client.
    pub resource: String,
    /// The method on the resource.
    pub operation: String,
    /// Names and types.
    pub arguments: Vec<(String, TypeRef)>,
    /// The last argument and its encoding.
    pub body: Option<(Encoding, TypeRef)>,
    /// The result.
    pub output: Output,
}

impl Signature {
    /// The signature of an operation.
    pub fn of(resource: &Resource, operation: &Operation) -> Self {
        let arguments = operation.required();
        let arguments = arguments.map(|parameter| (parameter.name.clone(), parameter.ty.clone()));
        let body = operation.body.as_ref();
        Self {
            resource: resource.name.clone(),
            operation: operation.name.clone(),
            arguments: arguments.collect(),
            body: body.map(|body| (body.encoding, body.ty.clone())),
            output: operation.output.clone(),
        }
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments = self.arguments.iter();
        let mut arguments: Vec<_> = arguments
            .map(|(name, ty)| format!("{name}: {}", spell(ty)))
            .collect();
        arguments.extend(self.body.iter().map(|(encoding, ty)| {
            let form = match encoding {
                Encoding::Json => "",
                Encoding::Form => "form ",
            };
            format!("body: {form}{}", spell(ty))
        }));
        let (resource, operation) = (&self.resource, &self.operation);
        let (arguments, output) = (arguments.join(", "), output(&self.output));
        write!(f, "{resource}().{operation}({arguments}) -> {output}")
    }
}

/// The result of a call.
pub fn output(output: &Output) -> String {
    match output {
        Output::One(ty) => spell(ty),
        Output::Optional(ty) => format!("Option<{}>", spell(ty)),
        Output::Page(ty) => format!("Page<{}>", spell(ty)),
        Output::List(ty) => format!("List<{}>", spell(ty)),
        Output::Raw => "RawContent".to_owned(),
        Output::Link => "FileLink".to_owned(),
        Output::Nothing => "NoContent".to_owned(),
    }
}

/// The type of a field, with its option.
pub fn field_type(ty: &TypeRef, presence: Presence) -> String {
    let spelled = spell(ty);
    match presence {
        Presence::Required => spelled,
        Presence::Nullable | Presence::Optional => format!("Option<{spelled}>"),
        Presence::Patch => format!("Patch<{spelled}>"),
    }
}

/// A type.
pub fn spell(ty: &TypeRef) -> String {
    match ty {
        TypeRef::String => "String".into(),
        TypeRef::Boolean => "bool".into(),
        TypeRef::Int32 => "i32".into(),
        TypeRef::Int64 => "i64".into(),
        TypeRef::UInt64 => "u64".into(),
        TypeRef::Decimal => "Decimal".into(),
        TypeRef::Timestamp => "Timestamp".into(),
        TypeRef::Date => "Date".into(),
        TypeRef::Id(name) | TypeRef::Named(name) => name.clone(),
        TypeRef::Array(inner) => format!("Vec<{}>", spell(inner)),
        TypeRef::Map(inner) => format!("Map<{}>", spell(inner)),
        TypeRef::Json => "JSON".into(),
    }
}

/// Which versions have an item, as a sentence; empty if all of them do.
pub fn availability(availability: &Availability) -> String {
    match (&availability.since, &availability.until) {
        (None, None) => String::new(),
        (Some(since), None) => format!("Since `{since}`."),
        (None, Some(until)) => format!("Up to `{until}`."),
        (Some(since), Some(until)) if since == until => format!("Only in `{since}`."),
        (Some(since), Some(until)) => format!("From `{since}` to `{until}`."),
    }
}

/// The same for a part of an item; empty if it is the same as for the whole.
pub fn narrower(part: &Availability, whole: &Availability) -> String {
    if part == whole {
        String::new()
    } else {
        availability(part)
    }
}

/// The same for a field, value or variant; empty if it is the same as for its type.
pub fn member(ty: &Type, wire_name: &str, timeline: &Timeline) -> String {
    narrower(timeline.of_member(ty, wire_name), timeline.of_type(ty))
}

/// What a rule checks, for example `at least 100`.
pub fn check(check: &Check) -> String {
    match check {
        Check::Excludes(others) => format!("excludes {}", others.join(", ")),
        Check::Needs(others) => format!("needs {}", others.join(", ")),
        Check::NeedsOneOf(others) => {
            let others = others
                .iter()
                .map(|(path, value)| format!("{path}: {value}"));
            format!("needs one of {}", others.collect::<Vec<_>>().join(", "))
        }
        Check::AtLeast(number) => format!("at least {number}"),
        Check::Custom(path) => format!("checked by {path}"),
    }
}

/// What an error means, for example `404 "loan": named on-loan`.
pub fn meaning(meaning: &Meaning) -> String {
    let words = meaning.words.iter().map(|word| format!(" {word:?}"));
    let kind = match &meaning.kind {
        MeaningKind::NeedsVersion(version) => format!("needs version {version}"),
        MeaningKind::Named(name) => format!("named {name}"),
    };
    format!("{}{}: {kind}", meaning.status, words.collect::<String>())
}

/// The sets of values that the methods of a lifecycle hold for, with the names of these methods;
/// nothing if the values have no stages.
pub fn lifecycle(kind: &EnumType) -> Vec<(&'static str, Vec<&EnumValue>)> {
    let stages: Vec<(&EnumValue, Stage)> = kind
        .values
        .iter()
        .filter_map(|value| Some((value, value.stage?)))
        .collect();
    if stages.is_empty() {
        return Vec::new();
    }
    let holding = |holds: fn(&Stage) -> bool| -> Vec<&EnumValue> {
        let values = stages.iter().filter(|(_, stage)| holds(stage));
        values.map(|(value, _)| *value).collect()
    };
    let mut course = stages.clone();
    course.retain(|(_, stage)| stage.step.is_some());
    course.sort_by_key(|(_, stage)| stage.step);
    vec![
        (
            "COURSE",
            course.into_iter().map(|(value, _)| value).collect(),
        ),
        ("is_terminal", holding(|stage| stage.terminal)),
        ("is_live", holding(|stage| stage.live)),
        ("needs_attention", holding(|stage| stage.attention)),
    ]
}

/// The rules of a request, as a list; empty if there are none.
pub fn rules(operation: &Operation) -> String {
    if operation.rules.is_empty() {
        return String::new();
    }
    let rules = operation.rules.iter();
    let rules = rules.map(|rule| format!("\n- {} (`{}`)", rule.text, rule.field));
    format!("Checked before sending:\n{}", rules.collect::<String>())
}

/// Which versions have an operation and what replaced it, as sentences; empty if all of them have
/// it.
pub fn history(operation: &Operation, timeline: &Timeline) -> String {
    let successor = timeline.successor(operation);
    let moved = successor.map(|moved| format!("In `{}`: `{}`.", moved.version, moved.call));
    let mut sentences = vec![availability(timeline.of_operation(operation))];
    sentences.extend(moved);
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// What to use instead of a moved call; each filter is given as its set and its constant.
pub fn instead<'a>(call: &str, filters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let filters = filters.into_iter();
    let filters: Vec<_> = filters
        .map(|(set, field)| format!("`filters::{set}::{field}`"))
        .collect();
    if filters.is_empty() {
        format!("call `{call}`")
    } else {
        format!("call `{call}` with a filter on {}", filters.join(" and "))
    }
}
