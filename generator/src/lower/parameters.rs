//! Path and query parameters.

use super::{
    context::{Context, Lowering, SchemaRef},
    docs, filters, lists, names, objects,
    routes::Route,
    schemas::{self, Site},
    settings,
};
use crate::{
    model::{Parameter, ParameterPlace, TypeRef},
    spec::Pointer,
};
use openapiv3::{ParameterData, ParameterSchemaOrContent, PathItem, ReferenceOr};

/// A declared parameter and where it stands.
pub struct Declared<'d> {
    pub data: &'d ParameterData,
    pub place: Option<ParameterPlace>,
    pub pointer: Pointer,
}

impl<'d> Declared<'d> {
    /// The parameter's schema.
    pub fn schema(&self) -> Option<SchemaRef<'d>> {
        match &self.data.format {
            ParameterSchemaOrContent::Schema(schema) => Some(SchemaRef::from(schema)),
            ParameterSchemaOrContent::Content(_) => None,
        }
    }
}

/// The parameters of an operation: its own, and those of the path item that it does not replace.
pub fn declared<'d>(
    cx: &mut Context<'d>,
    item: &'d PathItem,
    operation: &'d openapiv3::Operation,
    at: &Pointer,
) -> Lowering<Vec<Declared<'d>>> {
    let own = parameter_list(cx, &operation.parameters, at)?;
    let mut declared = parameter_list(cx, &item.parameters, &at.parent().unwrap_or_default())?;
    declared.retain(|shared| {
        !own.iter()
            .any(|own| own.data.name == shared.data.name && own.place == shared.place)
    });
    declared.extend(own);
    Ok(declared)
}

fn parameter_list<'d>(
    cx: &mut Context<'d>,
    parameters: &'d [ReferenceOr<openapiv3::Parameter>],
    at: &Pointer,
) -> Lowering<Vec<Declared<'d>>> {
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
        let place = match parameter {
            openapiv3::Parameter::Path { .. } => Some(ParameterPlace::Path),
            openapiv3::Parameter::Query { .. } => Some(ParameterPlace::Query),
            openapiv3::Parameter::Header { .. } | openapiv3::Parameter::Cookie { .. } => None,
        };
        let data = parameter.parameter_data_ref();
        cx.see(&data.extensions, &pointer);
        list.push(Declared {
            data,
            place,
            pointer,
        });
    }
    Ok(list)
}

/// Parameters that a caller gives one by one: not the ones of paging, not the filter.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    path: &str,
    declared: &[Declared<'d>],
    paged: bool,
    route: &Route,
    at: &Pointer,
) -> Lowering<Vec<Parameter>> {
    let mut list: Vec<Parameter> = Vec::new();
    let mut problem = None;
    for parameter in declared {
        if paged && lists::is_paging(cx, &parameter.data.name) || filters::is_filter(cx, parameter)
        {
            continue;
        }
        match lower_parameter(cx, path, parameter, route) {
            Ok(double) if list.iter().any(|known| known.name == double.name) => {
                let message = format!(
                    "`{}` is not the only parameter that would become `{}`",
                    double.wire_name, double.name
                );
                let help = "name one of them with `x-rust-name` in the overlay";
                problem = Some(cx.error(&parameter.pointer, message, help));
            }
            Ok(parameter) => list.push(parameter),
            Err(reported) => problem = Some(reported),
        }
    }
    for name in path.split(['{', '}']).skip(1).step_by(2) {
        if !list
            .iter()
            .any(|known| known.place == ParameterPlace::Path && known.wire_name == name)
            && problem.is_none()
        {
            let message = format!("the path has `{{{name}}}`, but no parameter of that name");
            problem = Some(cx.error(at, message, "declare it with `in: path`"));
        }
    }
    problem.map_or(Ok(list), Err)
}

fn lower_parameter<'d>(
    cx: &mut Context<'d>,
    path: &str,
    declared: &Declared<'d>,
    route: &Route,
) -> Lowering<Parameter> {
    let at = &declared.pointer;
    let data = declared.data;
    let Some(place) = declared.place else {
        return Err(cx.error(
            at,
            format!(
                "`{}` is a header or cookie parameter, which is not supported",
                data.name
            ),
            "remove it with the overlay",
        ));
    };
    let Some(schema) = declared.schema() else {
        return Err(cx.error(
            at,
            "parameters with `content` are not supported",
            "give the parameter a `schema`",
        ));
    };
    if place == ParameterPlace::Path && !path.contains(&format!("{{{}}}", data.name)) {
        return Err(cx.error(
            at,
            format!("the path has no `{{{}}}`", data.name),
            "remove the parameter, or mend the path",
        ));
    }
    if place == ParameterPlace::Path && !data.required {
        return Err(cx.error(
            at,
            format!("`{}` is in the path, so it is required", data.name),
            "write `required: true`",
        ));
    }
    let description = data.description.clone().unwrap_or_default();
    let site = Site {
        docs: description.clone(),
        ..Site::new(format!(
            "{}{}",
            route.singular_type(),
            names::type_name(&data.name)
        ))
    };
    let lowered = schemas::lower(cx, schema, &at.child("schema"), &site)?;
    let mut ty = lowered.ty;
    let (inner, inner_at, _) = cx.resolve(schema, &at.child("schema"))?;
    let example = inner.schema_data.example.as_ref();
    if ty == TypeRef::String {
        let is_id = cx.settings.ids.property.as_deref() == Some(data.name.as_str());
        if let Some(owner) = route
            .owner_of(path, &data.name)
            .filter(|_| is_id && place == ParameterPlace::Path)
        {
            ty = cx.id(&format!("{}Id", names::type_name(&owner)), example);
        } else if let Some(id) = cx.id_by_field(&data.name, example) {
            ty = id;
        }
    }
    let is_enum = matches!(ty, TypeRef::Named(_)) && objects::is_enum(inner);
    if matches!(ty, TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Json)
        || matches!(ty, TypeRef::Named(_)) && !is_enum
    {
        return Err(cx.error(
            &inner_at,
            format!("the parameter `{}` is not a single value", data.name),
            "only strings, numbers, booleans, dates and enums can stand in a URL",
        ));
    }
    let name = match cx.rust_name(&data.extensions, settings::RUST_NAME, at) {
        Some(name) => name.to_owned(),
        None => names::method_name(&data.name),
    };
    let ty_is_id = matches!(ty, TypeRef::Id(_));
    Ok(Parameter {
        wire_name: data.name.clone(),
        at: at.clone(),
        name: if name == "body" {
            "body_".to_owned()
        } else {
            name
        },
        ty,
        place,
        required: data.required,
        constraints: if ty_is_id { Vec::new() } else { lowered.limits },
        default: inner
            .schema_data
            .default
            .as_ref()
            .filter(|default| !default.is_null())
            .map(docs::display),
        example: data.example.as_ref().or(example).and_then(docs::single),
        deprecated: data.deprecated == Some(true),
        constant: objects::constant(cx, schema, at)?.filter(|_| data.required),
        docs: if is_enum {
            docs::split_values(&description).0
        } else {
            description
        },
    })
}
