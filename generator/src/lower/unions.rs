//! Unions: objects distinguished by a tag.

use super::{
    candidates::candidate,
    context::{Context, LowerSchema, Lowering},
    fields::Fields,
    gaps::Gap,
    names, objects, recursion,
    schema::{Located, Lowered, Opening, SchemaUse},
    settings,
    tags::{Branch, Tagging},
    types::{NameCandidate, NameOrigin},
};
use crate::{
    model::{StructType, Tag, TypeRef, UnionType, Variant},
    spec::{Diagnostic, Pointer},
};
use openapiv3::SchemaData;
use serde_json::Value;

/// Lowers a choice between objects; `at` is the list of branches, `data` is of the schema around it.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    data: &'d SchemaData,
    branches: &[Located<'d>],
    at: &Pointer,
    candidate: NameCandidate,
    lower: LowerSchema,
) -> Lowering<TypeRef> {
    let mut objects = Vec::new();
    for branch in branches {
        objects.push(Branch {
            object: objects::object(cx, branch)?,
            located: branch.clone(),
        });
    }
    let Some(tagging) = Tagging::read(cx, data, &objects, at)? else {
        cx.gap(Gap::Choice, at);
        return Ok(TypeRef::Json);
    };
    let schema_at = at.parent().unwrap_or_default();
    let given = cx.extension(&data.extensions, settings::RUST_VARIANTS, &schema_at);
    let mut default = None;
    let mut variants: Vec<Variant> = Vec::new();
    for branch in &objects {
        let values = tagging.values(cx, branch)?;
        let of_branch = tagging.default(cx, branch)?;
        default = of_branch.filter(|value| values.contains(value)).or(default);
        let ty = branch_type(cx, branch, &tagging.property, &values, &candidate, lower)?;
        for value in values {
            if variants.iter().any(|known| known.wire_name == value) {
                let property = &tagging.property;
                let message = format!("duplicate discriminator value `{property}: {value}`");
                let problem = Diagnostic::error(message)
                    .help("remove all but one of the branches with an overlay action")
                    .wants_without(&branch.located.at);
                return Err(cx.report(&branch.located.at, problem));
            }
            variants.push(Variant {
                name: variant_name(given, &value),
                wire_name: value,
                ty: ty.clone(),
                docs: branch.object.docs.clone(),
                at: branch.located.at.clone(),
            });
        }
    }
    for value in given
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|given| given.keys())
    {
        if !variants.iter().any(|variant| variant.wire_name == *value) {
            let message = format!("unknown discriminator value `{value}`");
            let at = schema_at.child(settings::RUST_VARIANTS).child(value);
            let problem = Diagnostic::error(message).help("remove it from the overlay");
            cx.report(&at, problem.wants_without(&at));
        }
    }
    let tag = Tag {
        name: names::field_name(&tagging.property),
        wire_name: tagging.property,
        default,
    };
    let docs = data.description.clone().unwrap_or_default();
    Ok((cx.types).add_union(UnionType { tag, variants }, docs, candidate))
}

/// The variant's name from the overlay if that is usable, else from the value.
fn variant_name(given: Option<&Value>, value: &str) -> String {
    let given = given.and_then(|names| names.get(value)?.as_str());
    let is_usable = |name: &&str| names::is_identifier(name) && !names::is_taken_variant(name);
    match given.filter(is_usable) {
        Some(name) => name.to_owned(),
        None => names::variant_name(value),
    }
}

/// The struct of a branch, without the tag; `None` inside if nothing is left.
fn branch_type<'d>(
    cx: &mut Context<'d>,
    branch: &Branch<'d>,
    tag: &str,
    values: &[String],
    union: &NameCandidate,
    lower: LowerSchema,
) -> Lowering<Option<TypeRef>> {
    let resolved = cx.resolve(&branch.located)?;
    let value = values.first().map_or("", String::as_str);
    let is_inline = resolved.component.is_none();
    let schema_use = SchemaUse {
        id_owner: is_inline.then(|| union.name.clone()),
        ..SchemaUse::named(format!("{}{}", names::variant_name(value), union.name))
    };
    let mut candidate = candidate(cx, &resolved, &schema_use);
    if candidate.origin == NameOrigin::Inline {
        candidate.pointer = branch.located.at.clone();
    }
    let properties = branch.object.properties.iter();
    let properties: Vec<_> = properties.filter(|property| property.name != tag).collect();
    let opening = Opening {
        at: resolved.at.clone(),
        patch: false,
        direction: cx.face(&resolved),
        without: Some(tag.to_owned()),
    };
    let mut is_empty = false;
    let lowered = recursion::lower(cx, &resolved, opening, |cx| {
        let fields = Fields::new(&candidate, &schema_use, lower).lower(
            cx,
            properties,
            branch.object.rest.as_ref(),
        )?;
        is_empty = fields.is_empty();
        if is_empty {
            return Ok(Lowered::new(TypeRef::Json));
        }
        let docs = branch.object.docs.clone();
        let ty = StructType { fields };
        Ok(Lowered::new(cx.types.add_struct(ty, docs, candidate)))
    })?;
    Ok((!is_empty).then_some(lowered.ty))
}
