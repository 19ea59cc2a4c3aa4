//! What a rule can be about: the members of a request body, or the parameters of an operation.

use super::{context::Context, types::TypeCollector};
use crate::{
    model::{Body, Check, Kind, Parameter, ParameterPlace, Rule, TypeRef},
    spec::{Diagnostic, Pointer},
};

/// The request of an operation.
pub struct Request<'o> {
    pub body: Option<&'o Body>,
    pub parameters: &'o [Parameter],
}

impl Request<'_> {
    /// Reports every path of a rule that leads to nothing: the rule would never apply.
    pub fn check(&self, cx: &mut Context<'_>, rule: &Rule, at: &Pointer) {
        let paths: Vec<(&str, Option<&str>)> = match &rule.check {
            Check::Excludes(paths) | Check::Needs(paths) => {
                paths.iter().map(|path| (path.as_str(), None)).collect()
            }
            Check::NeedsOneOf(paths) => paths
                .iter()
                .map(|(path, value)| (path.as_str(), Some(value.as_str())))
                .collect(),
            Check::AtLeast(_) | Check::Custom(_) => Vec::new(),
        };
        for (path, value) in [(rule.field.as_str(), None)].into_iter().chain(paths) {
            let found = self.types(&cx.types, path);
            let problem = match value {
                _ if found.is_empty() && self.body.is_some() => {
                    format!("`{path}` is not a member of the request body")
                }
                _ if found.is_empty() => format!("`{path}` is not a query parameter"),
                Some(value) if !found.iter().any(|ty| has_value(&cx.types, ty, value)) => {
                    format!("`{path}` has no value `{value}`")
                }
                _ => continue,
            };
            let problem = Diagnostic::error(problem)
                .help("fix the path in `x-rules`: the rule has no effect")
                .wants_without(at);
            cx.report(at, problem);
        }
    }

    /// The types of what a path leads to.
    fn types<'t>(&'t self, types: &'t TypeCollector, path: &str) -> Vec<&'t TypeRef> {
        let steps: Vec<_> = path.split('/').collect();
        match self.body {
            Some(body) => below(types, &body.ty, &steps),
            None => {
                let named = self.parameters.iter();
                let named = named.filter(|parameter| {
                    parameter.place == ParameterPlace::Query && parameter.wire_name == path
                });
                named.map(|parameter| &parameter.ty).collect()
            }
        }
    }
}

fn below<'t>(types: &'t TypeCollector, ty: &'t TypeRef, steps: &[&str]) -> Vec<&'t TypeRef> {
    let Some((step, rest)) = steps.split_first() else {
        return vec![ty];
    };
    match ty {
        TypeRef::Array(item) if *step == "*" => below(types, item, rest),
        TypeRef::Map(value) => below(types, value, rest),
        TypeRef::Nullable(inner) => below(types, inner, steps),
        TypeRef::Json => vec![ty],
        TypeRef::Named(_) => match types.kind(ty) {
            Some(Kind::Struct(kind)) => {
                let fields = kind.fields.iter().filter(|field| field.wire_name == *step);
                fields
                    .flat_map(|field| below(types, &field.ty, rest))
                    .collect()
            }
            Some(Kind::Union(kind)) if kind.tag.wire_name == *step => vec![&TypeRef::String],
            Some(Kind::Union(kind)) => {
                let variants = kind
                    .variants
                    .iter()
                    .filter_map(|variant| variant.ty.as_ref());
                variants
                    .flat_map(|variant| below(types, variant, steps))
                    .collect()
            }
            Some(Kind::Enum(_)) | None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Whether a value of this type can be the text.
fn has_value(types: &TypeCollector, ty: &TypeRef, text: &str) -> bool {
    match types.kind(ty) {
        Some(Kind::Enum(kind)) => kind.values.iter().any(|value| value.wire_name == text),
        _ => true,
    }
}
