//! The parameters that an operation declares, and their roles.

use super::{
    context::{Context, Lowering},
    media::json,
    schema::Located,
    settings,
};
use crate::spec::Pointer;
use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent, PathItem, ReferenceOr};
use std::mem::discriminant;

/// The role of a parameter. It is decided only here, from its place, its name and the overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterRole {
    /// A part of the path.
    Path,
    /// A value in the query.
    Query,
    /// Cursor or limit: set by the runtime if the response is a page, otherwise like
    /// [`Query`](Self::Query).
    Paging,
    /// Represents all filters of a list.
    Filter,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A header that a call does not set: OpenAPI ignores the parameter, or the client sends it
    /// anyway.
    Ignored,
}

/// A declared parameter and its place.
pub struct DeclaredParameter<'d> {
    pub parameter: &'d Parameter,
    pub data: &'d ParameterData,
    pub role: ParameterRole,
    pub pointer: Pointer,
}

impl<'d> DeclaredParameter<'d> {
    /// The parameter's schema, or that of its content.
    pub fn schema(&self) -> Option<Located<'d>> {
        match &self.data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                Some(Located::new(schema, self.pointer.child("schema")))
            }
            ParameterSchemaOrContent::Content(content) => {
                let (name, media) = json(content).or_else(|| {
                    let (name, media) = content.first()?;
                    Some((name, media))
                })?;
                let at = self.pointer.child("content").child(name).child("schema");
                Some(Located::new(media.schema.as_ref()?, at))
            }
        }
    }

    /// Whether the value is sent as JSON.
    pub fn is_json(&self) -> bool {
        let content = match &self.data.format {
            ParameterSchemaOrContent::Schema(_) => return false,
            ParameterSchemaOrContent::Content(content) => content,
        };
        json(content).is_some()
    }
}

/// The parameters of an operation: its own, and those of the path item that it does not replace.
pub fn declared<'d>(
    cx: &mut Context<'d>,
    item: &'d PathItem,
    operation: &'d openapiv3::Operation,
    at: &Pointer,
) -> Lowering<Vec<DeclaredParameter<'d>>> {
    let own = resolve(cx, &operation.parameters, at)?;
    let mut all = resolve(cx, &item.parameters, &at.parent().unwrap_or_default())?;
    all.retain(|(shared, _)| !own.iter().any(|(own, _)| is_same(own, shared)));
    all.extend(own);
    let declared = all
        .into_iter()
        .map(|(parameter, pointer)| DeclaredParameter {
            parameter,
            data: parameter.parameter_data_ref(),
            role: role(cx, parameter, &pointer),
            pointer,
        });
    Ok(declared.collect())
}

fn resolve<'d>(
    cx: &mut Context<'d>,
    parameters: &'d [ReferenceOr<Parameter>],
    at: &Pointer,
) -> Lowering<Vec<(&'d Parameter, Pointer)>> {
    let mut list = Vec::new();
    for (index, parameter) in parameters.iter().enumerate() {
        let at = at.child("parameters").index(index);
        let (parameter, pointer) = match parameter {
            ReferenceOr::Item(parameter) => (parameter, at),
            ReferenceOr::Reference { reference } => cx.component(
                reference,
                "parameters",
                |components| &components.parameters,
                &at,
            )?,
        };
        let extensions = &parameter.parameter_data_ref().extensions;
        cx.extensions.see(extensions, &pointer);
        list.push((parameter, pointer));
    }
    Ok(list)
}

/// Whether two parameters have the same name and place.
fn is_same(one: &Parameter, other: &Parameter) -> bool {
    let name = |parameter: &Parameter| parameter.parameter_data_ref().name.clone();
    discriminant(one) == discriminant(other) && name(one) == name(other)
}

/// Headers with a meaning in HTTP that other parts of a document, or the transport, decide on.
const IGNORED: [&str; 8] = [
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "transfer-encoding",
];

fn is_ignored(cx: &Context<'_>, header: &str) -> bool {
    let version = cx.settings.client.version_header.iter();
    let mut ignored = version.map(String::as_str).chain(IGNORED);
    ignored.any(|ignored| ignored.eq_ignore_ascii_case(header))
}

fn role(cx: &mut Context<'_>, parameter: &Parameter, at: &Pointer) -> ParameterRole {
    let data = parameter.parameter_data_ref();
    match parameter {
        Parameter::Path { .. } => ParameterRole::Path,
        Parameter::Header { .. } if is_ignored(cx, &data.name) => ParameterRole::Ignored,
        Parameter::Header { .. } => ParameterRole::Header,
        Parameter::Cookie { .. } => ParameterRole::Cookie,
        Parameter::Query { .. } => {
            if cx.flag(&data.extensions, settings::FILTER, at) {
                return ParameterRole::Filter;
            }
            let paging = cx.settings.paging.as_ref();
            if paging.is_some_and(|paging| [&paging.cursor, &paging.limit].contains(&&data.name)) {
                ParameterRole::Paging
            } else {
                ParameterRole::Query
            }
        }
    }
}
