//! The name that a schema suggests for its type.

use super::{
    context::Context,
    directions::Direction,
    names,
    schema::{Resolved, SchemaUse},
    settings,
    types::{NameCandidate, NameOrigin},
};

/// The overlay's name for the schema, else the component's, else the one from its use.
pub fn candidate(
    cx: &mut Context<'_>,
    resolved: &Resolved<'_>,
    schema_use: &SchemaUse,
) -> NameCandidate {
    let Resolved {
        schema,
        at,
        component,
    } = resolved;
    let (origin, name) = match (cx.overlay_type_name(schema, at), component) {
        (Some(name), _) => (NameOrigin::Overlay, name),
        (None, Some(component)) => (NameOrigin::Component, names::type_name(component)),
        (None, None) => (NameOrigin::Inline, schema_use.name.clone()),
    };
    let extensions = &schema.schema_data.extensions;
    let distinct = cx.text(extensions, settings::DISTINCT, at);
    let docs = cx.text(extensions, settings::RUST_DOCS, at);
    NameCandidate {
        distinct: distinct.map(str::to_owned),
        docs: docs.map(str::to_owned),
        is_sent: cx.face(resolved) == Some(Direction::Request),
        ..NameCandidate::new(origin, name, at.clone())
    }
}
