//! The example of each operation: a call with values from the document, compiled as a doctest.

use super::{parameters, rust};
use crate::{
    model::{Auth, EnumType, Kind, Operation, Output, Resource, StructType, TypeRef, UnionType},
    plan::CratePlan,
};
use heck::ToSnakeCase;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use std::collections::BTreeSet;

/// How deep the parts of a body go in an example.
const DEEPEST: usize = 8;

/// The longest text of a document that an example uses.
const LONGEST: usize = 60;

/// Lines of documentation: a code block, or nothing if an argument has no example value.
pub fn lines(plan: &CratePlan, resource: &Resource, operation: &Operation) -> Vec<String> {
    let mut example = Example {
        plan,
        names: BTreeSet::new(),
    };
    let Some(mut code) = example.code(resource, operation) else {
        return Vec::new();
    };
    let crate_name = plan.release.crate_name.replace('-', "_");
    let mut lines = vec!["```no_run".to_owned()];
    if !example.names.is_empty() {
        let names = example.names.iter().map(|name| rust::ident(name));
        let crate_name = rust::ident(&crate_name);
        code = quote!(use #crate_name::types::{#(#names),*}; #code);
    }
    lines.push(format!("# async fn example(client: {crate_name}::Client)"));
    lines.push("# -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    lines.extend(rust::statements(code));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

struct Example<'a> {
    plan: &'a CratePlan,
    /// The types that the example names.
    names: BTreeSet<String>,
}

impl Example<'_> {
    fn code(&mut self, resource: &Resource, operation: &Operation) -> Option<TokenStream> {
        let mut arguments = Vec::new();
        for parameter in operation.required() {
            let name = &parameter.name;
            arguments.push(match parameters::items(&self.plan.api, parameter) {
                Some(item) => {
                    let item = self.value(item, None, name, 0)?;
                    quote!([#item])
                }
                None => self.value(&parameter.ty, parameter.example.as_ref(), name, 0)?,
            });
        }
        let body = match &operation.body {
            Some(body) => {
                let value = self.value(&body.ty, None, "body", 0)?;
                arguments.push(quote!(body));
                Some(quote!(let body = #value;))
            }
            None => None,
        };
        let (handle, method) = (rust::ident(&resource.name), rust::ident(&operation.name));
        let login = (operation.auth == Auth::Basic)
            .then(|| quote!(.with_basic_auth("client id", "client secret")));
        let call = quote!(client.#handle().#method(#(#arguments),*)#login.await?);
        let result = result(&operation.output).map(|name| quote!(let #name =));
        Some(quote!(#body #result #call;))
    }

    /// A value that an argument of this type accepts.
    fn value(
        &mut self,
        ty: &TypeRef,
        example: Option<&Value>,
        name: &str,
        depth: usize,
    ) -> Option<TokenStream> {
        if depth > DEEPEST {
            return None;
        }
        Some(match ty {
            TypeRef::String => {
                let text = example.and_then(plain).unwrap_or(name);
                quote!(#text)
            }
            TypeRef::Id(id) => {
                let mut ids = self.plan.api.ids.iter();
                let known = ids.find(|known| known.name == *id);
                let known = known.and_then(|known| known.example.as_deref());
                let known = known.filter(|text| is_plain(text));
                let text = example.and_then(plain).or(known).unwrap_or("id");
                quote!(#text)
            }
            TypeRef::Boolean => {
                let value = example.and_then(Value::as_bool).unwrap_or(true);
                quote!(#value)
            }
            TypeRef::Int32 | TypeRef::Int64 | TypeRef::UInt64 => {
                integer(example).unwrap_or_else(|| quote!(1))
            }
            TypeRef::Decimal => integer(example)
                .or_else(|| self.fraction(example?))
                .unwrap_or_else(|| quote!(1)),
            TypeRef::Timestamp => {
                let text = example.and_then(plain).unwrap_or("2026-01-01T00:00:00Z");
                quote!(#text.parse()?)
            }
            TypeRef::Date => {
                let text = example.and_then(plain).unwrap_or("2026-01-01");
                quote!(#text.parse()?)
            }
            TypeRef::Array(inner) => {
                let value = self.owned(inner, name, depth + 1)?;
                quote!([#value])
            }
            TypeRef::Map(_) | TypeRef::Json => quote!(Default::default()),
            TypeRef::Named(named) => {
                let api = &self.plan.api;
                match &api.type_named(named)?.kind {
                    Kind::Struct(kind) => self.structure(named, kind, depth)?,
                    Kind::Enum(kind) => self.variant(named, kind, example)?,
                    Kind::Union(kind) => self.branch(named, kind, depth)?,
                }
            }
        })
    }

    /// A value of exactly this type, where no conversion applies.
    fn owned(&mut self, ty: &TypeRef, name: &str, depth: usize) -> Option<TokenStream> {
        let value = self.value(ty, None, name, depth)?;
        let is_union = |name: &String| {
            let ty = self.plan.api.type_named(name);
            ty.is_some_and(|ty| matches!(ty.kind, Kind::Union(_)))
        };
        Some(match ty {
            TypeRef::String | TypeRef::Id(_) | TypeRef::Decimal => quote!(#value.into()),
            TypeRef::Array(_) => quote!(Vec::from(#value)),
            TypeRef::Named(name) if is_union(name) => quote!(#value.into()),
            _ => value,
        })
    }

    fn structure(&mut self, name: &str, kind: &StructType, depth: usize) -> Option<TokenStream> {
        let mut arguments = Vec::new();
        for field in kind.constructor_arguments() {
            let example = field.example.as_ref();
            arguments.push(self.value(&field.ty, example, &field.name, depth + 1)?);
        }
        let name = self.name(name);
        Some(quote!(#name::new(#(#arguments),*)))
    }

    fn variant(
        &mut self,
        name: &str,
        kind: &EnumType,
        example: Option<&Value>,
    ) -> Option<TokenStream> {
        let known = example.and_then(Value::as_str);
        let known = known.and_then(|known| kind.values.iter().find(|it| it.wire_name == known));
        let variant = rust::ident(&known.or(kind.values.first())?.name);
        let name = self.name(name);
        Some(quote!(#name::#variant))
    }

    fn branch(&mut self, name: &str, kind: &UnionType, depth: usize) -> Option<TokenStream> {
        let first = kind.variants.first()?;
        let variant = rust::ident(&first.name);
        let value = match &first.ty {
            Some(ty) => Some(self.owned(ty, name, depth + 1)?),
            None => None,
        };
        let name = self.name(name);
        Some(match value {
            Some(value) => quote!(#name::#variant(#value)),
            None => quote!(#name::#variant),
        })
    }

    /// `Decimal::new(1050, 2)` for 10.5.
    fn fraction(&self, example: &Value) -> Option<TokenStream> {
        let text = example.as_number()?.to_string();
        let (whole, digits) = text.split_once('.')?;
        let number: i64 = format!("{whole}{digits}").parse().ok()?;
        let number = Literal::i64_unsuffixed(number);
        let scale = Literal::u32_unsuffixed(u32::try_from(digits.len()).ok()?);
        let crate_name = rust::ident(&self.plan.release.crate_name.replace('-', "_"));
        Some(quote!(#crate_name::Decimal::new(#number, #scale)))
    }

    fn name(&mut self, name: &str) -> Ident {
        self.names.insert(name.to_owned());
        rust::ident(name)
    }
}

/// The name of a result.
fn result(output: &Output) -> Option<Ident> {
    Some(match output {
        Output::One(ty) | Output::Optional(ty) => match ty.name() {
            Some(name) => rust::ident(&name.to_snake_case()),
            None => format_ident!("value"),
        },
        Output::Page(_) => format_ident!("page"),
        Output::List(_) => format_ident!("list"),
        Output::Raw => format_ident!("content"),
        Output::Link => format_ident!("link"),
        Output::Nothing => return None,
    })
}

fn integer(example: Option<&Value>) -> Option<TokenStream> {
    let number = i32::try_from(example?.as_i64()?).ok()?;
    let number = Literal::i32_unsuffixed(number);
    Some(quote!(#number))
}

/// A text of a document that is safe to show: no line breaks, no invisible characters.
fn plain(example: &Value) -> Option<&str> {
    example.as_str().filter(|text| is_plain(text))
}

fn is_plain(text: &str) -> bool {
    let harmless = |c: char| c == ' ' || c.is_ascii_graphic() && c != '`';
    !text.is_empty() && text.len() <= LONGEST && text.chars().all(harmless)
}
