//! The parameters of an operation.

use super::{
    context::{Context, ErrorReported, Lowering},
    declared::{DeclaredParameter, ParameterRole},
    docs, enums, names,
    routes::Route,
    schema::{Lowered, SchemaUse},
    schemas, settings, styles,
};
use crate::{
    model::{Parameter, ParameterPlace, TypeRef},
    spec::{Diagnostic, Pointer},
};
use serde_json::{Value, json};

/// The operation that parameters belong to.
pub struct Owner<'o> {
    pub path: &'o str,
    pub route: &'o Route,
    /// Whether it returns a page, so that the runtime sets cursor and limit.
    pub paged: bool,
    /// Whether it needs credentials.
    pub authenticates: bool,
    pub at: &'o Pointer,
}

/// The parameters of an operation.
#[derive(Default)]
pub struct Parameters {
    /// Those that a caller sets, in document order.
    pub list: Vec<Parameter>,
    /// Those of paging, which the runtime sets.
    pub paging: Vec<Parameter>,
}

/// Lowers the parameters of an operation.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    declared: &[DeclaredParameter<'d>],
    owner: &Owner<'_>,
) -> Lowering<Parameters> {
    let Parameters {
        mut list,
        mut paging,
    } = Parameters::default();
    let mut problem = None;
    for parameter in declared {
        let place = match parameter.role {
            ParameterRole::Path => ParameterPlace::Path,
            ParameterRole::Query | ParameterRole::Paging => ParameterPlace::Query,
            ParameterRole::Header => ParameterPlace::Header,
            ParameterRole::Cookie => ParameterPlace::Cookie,
            ParameterRole::Filter => continue,
            ParameterRole::Ignored => {
                report_ignored(cx, parameter, owner);
                continue;
            }
        };
        let is_paging = parameter.role == ParameterRole::Paging && owner.paged;
        match lower_one(cx, parameter, place, owner) {
            Ok(lowered) if is_paging => paging.push(lowered),
            Ok(lowered) => list.push(lowered),
            Err(reported) => problem = Some(reported),
        }
    }
    let named = rename(cx, &mut list);
    if problem.is_none() {
        named?;
        require_declared(cx, &list, owner)?;
    }
    problem.map_or(Ok(Parameters { list, paging }), Err)
}

/// Gives each parameter a name of its own: of those in different places, the later place is added
/// to the name.
fn rename(cx: &mut Context<'_>, list: &mut [Parameter]) -> Lowering<()> {
    use ParameterPlace::{Cookie, Header, Path, Query};
    let mut taken: Vec<(String, ParameterPlace)> = Vec::new();
    let mut problem = None;
    for place in [Path, Query, Header, Cookie] {
        for parameter in list.iter_mut().filter(|parameter| parameter.place == place) {
            let is_elsewhere =
                |(name, other): &(String, _)| *name == parameter.name && *other != place;
            if taken.iter().any(is_elsewhere) {
                parameter.name = format!("{}_{}", parameter.name, place.as_str());
            }
            if taken.iter().any(|(name, _)| *name == parameter.name) {
                problem = Some(report_double(cx, parameter));
            }
            taken.push((parameter.name.clone(), place));
        }
    }
    problem.map_or(Ok(()), Err)
}

fn report_double(cx: &mut Context<'_>, double: &Parameter) -> ErrorReported {
    let message = format!(
        "duplicate argument `{}`: `{}` and another parameter both map to it",
        double.name, double.wire_name
    );
    let found =
        Diagnostic::error(message).help("rename one of them with `x-rust-name` in the overlay");
    let name = format!("other_{}", double.name);
    let found = found.wants(&double.at, settings::RUST_NAME, name);
    cx.report(&double.at, found)
}

/// Says what a call without the parameter means. Media types and credentials are declared elsewhere,
/// which is what OpenAPI ignores these parameters for.
fn report_ignored(cx: &mut Context<'_>, parameter: &DeclaredParameter<'_>, owner: &Owner<'_>) {
    let name = &parameter.data.name;
    let help = match name.to_ascii_lowercase().as_str() {
        "authorization" if !owner.authenticates => {
            "the call is sent without credentials: declare a security scheme with an overlay action"
        }
        "connection" | "content-length" | "host" | "transfer-encoding" => {
            "the HTTP client sets it: remove the parameter with an overlay action"
        }
        "cookie" => "declare each cookie with `in: cookie`, with an overlay action",
        _ => return,
    };
    let message = format!("the header parameter `{name}` is ignored");
    cx.warning(&parameter.pointer, message, help);
}

/// Every placeholder of the path needs a parameter.
fn require_declared(
    cx: &mut Context<'_>,
    parameters: &[Parameter],
    owner: &Owner<'_>,
) -> Lowering<()> {
    let in_path = |parameter: &&Parameter| parameter.place == ParameterPlace::Path;
    let known = parameters.iter().filter(in_path);
    let known: Vec<_> = known.map(|parameter| &*parameter.wire_name).collect();
    let mut placeholders = owner.path.split(['{', '}']).skip(1).step_by(2);
    match placeholders.find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(name) => {
            let message = format!("undeclared path parameter `{name}`");
            let missing = json!([
                {"name": name, "in": "path", "required": true, "schema": {"type": "string"}}
            ]);
            let problem = Diagnostic::error(message)
                .help("declare it with `in: path`, with an overlay action")
                .wants(owner.at, "parameters", missing);
            Err(cx.report(owner.at, problem))
        }
    }
}

fn lower_one<'d>(
    cx: &mut Context<'d>,
    declared: &DeclaredParameter<'d>,
    place: ParameterPlace,
    owner: &Owner<'_>,
) -> Lowering<Parameter> {
    let DeclaredParameter {
        data, pointer: at, ..
    } = declared;
    let Some(schema) = declared.schema() else {
        let problem = Diagnostic::error("missing `schema` in the parameter")
            .help("add a `schema` with an overlay action")
            .wants(at, "schema", json!({"type": "string"}));
        return Err(cx.report(at, problem));
    };
    match place {
        ParameterPlace::Path => require_in_path(cx, declared, owner.path)?,
        ParameterPlace::Query => {}
        ParameterPlace::Header | ParameterPlace::Cookie => require_token(cx, declared)?,
    }
    let description = data.description.clone().unwrap_or_default();
    let type_prefix = owner.route.singular_type();
    let schema_use = SchemaUse {
        docs: description.clone(),
        ..SchemaUse::named(format!("{type_prefix}{}", names::type_name(&data.name)))
    };
    let lowered = schemas::lower(cx, &schema, &schema_use)?;
    let inner = cx.resolve(&schema)?;
    let inner_data = &inner.schema.schema_data;
    let example = inner_data.example.as_ref();
    let Lowered { ty, limits, .. } = match lowered.ty {
        TypeRef::String => as_identifier(cx, lowered, &data.name, place, owner, example),
        _ => lowered,
    };
    let is_single = match &ty {
        TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Json => false,
        TypeRef::Named(_) => cx.types.is_enum(&ty),
        _ => true,
    };
    let name = cx.rust_name(&data.extensions, settings::RUST_NAME, at);
    let default = inner_data.default.as_ref();
    let is_enum = matches!(ty, TypeRef::Named(_));
    let idempotency_key =
        place == ParameterPlace::Header && cx.flag(&data.extensions, settings::IDEMPOTENCY_KEY, at);
    let required = data.required && !idempotency_key;
    Ok(Parameter {
        wire_name: data.name.clone(),
        at: at.clone(),
        name: argument_name(name, &data.name),
        style: styles::style(declared, &ty, is_single),
        ty,
        place,
        required,
        constraints: limits,
        default: default
            .filter(|default| !default.is_null())
            .map(docs::display),
        example: data.example.as_ref().or(example).and_then(docs::single),
        deprecated: data.deprecated == Some(true),
        constant: enums::only_value(cx, &schema)?.filter(|_| required),
        idempotency_key,
        docs: if is_enum {
            docs::split_values(&description).0
        } else {
            description
        },
    })
}

fn require_in_path(
    cx: &mut Context<'_>,
    DeclaredParameter { data, pointer, .. }: &DeclaredParameter<'_>,
    path: &str,
) -> Lowering<()> {
    if !path.contains(&format!("{{{}}}", data.name)) {
        let message = format!(
            "the path does not contain the parameter `{{{}}}`",
            data.name
        );
        let problem = Diagnostic::error(message)
            .help("remove the parameter with an overlay action")
            .wants_without(pointer);
        return Err(cx.report(pointer, problem));
    }
    if !data.required {
        let message = format!("the path parameter `{}` must be required", data.name);
        let problem = Diagnostic::error(message)
            .help("set `required: true` with an overlay action")
            .wants(pointer, "required", true);
        return Err(cx.report(pointer, problem));
    }
    Ok(())
}

/// The name of a header or a cookie is a token of HTTP.
fn require_token(
    cx: &mut Context<'_>,
    DeclaredParameter { data, pointer, .. }: &DeclaredParameter<'_>,
) -> Lowering<()> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let name = &data.name;
    if !name.is_empty() && name.bytes().all(is_part) {
        return Ok(());
    }
    let message = format!("`{name}` cannot be the name of a header or cookie");
    let problem = Diagnostic::error(message)
        .help("fix the name with an overlay action: letters, digits and `-`")
        .wants_without(pointer);
    Err(cx.report(pointer, problem))
}

/// The identifier type of a string, from the segment before it in the path or from its name.
fn as_identifier(
    cx: &mut Context<'_>,
    text: Lowered,
    name: &str,
    place: ParameterPlace,
    owner: &Owner<'_>,
    example: Option<&Value>,
) -> Lowered {
    let is_id = cx.is_id_property(name);
    let identified = if is_id && place == ParameterPlace::Path {
        owner.route.owner_of(owner.path, name)
    } else {
        None
    };
    let id = match identified {
        Some(owner) => Some(cx.id_of(&names::type_name(&owner), example)),
        None => cx.id_by_field(name, example),
    };
    // Identifiers are opaque: their limits are irrelevant to a caller.
    id.map_or(text, Lowered::new)
}

/// The Rust argument; `body` is reserved for the request body.
fn argument_name(given: Option<&str>, wire_name: &str) -> String {
    let name = given.map_or_else(|| names::method_name(wire_name), str::to_owned);
    if name == "body" {
        format!("{name}_")
    } else {
        name
    }
}
