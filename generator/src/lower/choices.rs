//! `anyOf` and `oneOf`: spellings of one type, or objects distinguished by a tag.

use super::{
    context::{Context, LowerSchema, Lowering},
    forms::{self, Form},
    gaps::Gap,
    objects,
    schema::{Located, Lowered, SchemaUse},
    tags::or_any_json,
    types::NameCandidate,
    unions,
};
use crate::{
    model::TypeRef,
    spec::{Diagnostic, Pointer},
};
use openapiv3::{ReferenceOr, Schema, SchemaData};

/// Lowers a choice between branches; `data` is of the schema around them.
pub fn lower<'d>(
    cx: &mut Context<'d>,
    data: &'d SchemaData,
    branches: &'d [ReferenceOr<Schema>],
    at: &Pointer,
    candidate: NameCandidate,
    schema_use: &SchemaUse,
    lower: LowerSchema,
) -> Lowering<Lowered> {
    let Branches {
        meaningful,
        all_objects,
        nullable,
    } = branches_of(cx, branches, at)?;
    let lowered = match meaningful.as_slice() {
        [] => {
            let problem = Diagnostic::error(format!("no branch of `{}` has a type", at.last()))
                .help("replace it with one type, or accept any JSON, with an overlay action");
            Err(cx.report(at, or_any_json(problem, at)))
        }
        [only] => lower(cx, only, schema_use).map(|lowered| Lowered {
            limits: Vec::new(),
            ..lowered
        }),
        branches if all_objects => {
            unions::lower(cx, data, branches, at, candidate, lower).map(Lowered::new)
        }
        branches => most_precise(cx, branches, at, schema_use, lower).map(Lowered::new),
    }?;
    Ok(Lowered {
        nullable: nullable || lowered.nullable,
        ..lowered
    })
}

/// The branches of a choice.
struct Branches<'d> {
    /// Those that do more than allow null.
    meaningful: Vec<Located<'d>>,
    /// Whether all of these are objects.
    all_objects: bool,
    /// Whether null is one of the choices.
    nullable: bool,
}

fn branches_of<'d>(
    cx: &mut Context<'d>,
    branches: &'d [ReferenceOr<Schema>],
    at: &Pointer,
) -> Lowering<Branches<'d>> {
    let mut found = Branches {
        meaningful: Vec::new(),
        all_objects: true,
        nullable: false,
    };
    for (index, branch) in branches.iter().enumerate() {
        let branch = Located::new(branch, at.index(index));
        let resolved = cx.resolve(&branch)?;
        found.nullable |= resolved.schema.schema_data.nullable;
        if !matches!(forms::form(cx, &resolved)?, Form::Anything) {
            found.all_objects &= objects::is_object(cx, &branch)?;
            found.meaningful.push(branch);
        }
    }
    Ok(found)
}

/// Strings of different precision: the most precise one describes what is sent.
fn most_precise<'d>(
    cx: &mut Context<'d>,
    branches: &[Located<'d>],
    at: &Pointer,
    schema_use: &SchemaUse,
    lower: LowerSchema,
) -> Lowering<TypeRef> {
    let mut precise: Option<TypeRef> = None;
    for branch in branches {
        let ty = lower(cx, branch, schema_use)?.ty;
        precise = Some(match precise {
            None => ty,
            Some(known) if known == ty || is_more_precise(&known, &ty) => known,
            Some(known) if is_more_precise(&ty, &known) => ty,
            Some(_) => {
                cx.gap(Gap::Choice, at);
                return Ok(TypeRef::Json);
            }
        });
    }
    precise.ok_or_else(|| {
        let problem = Diagnostic::error(format!("`{}` has no branches", at.last()))
            .help("replace it with one type, or accept any JSON, with an overlay action");
        cx.report(at, or_any_json(problem, at))
    })
}

/// Whether `one` is a more precise string type than `other`.
fn is_more_precise(one: &TypeRef, other: &TypeRef) -> bool {
    let is_special = matches!(
        one,
        TypeRef::Timestamp | TypeRef::Date | TypeRef::Base64 | TypeRef::Id(_)
    );
    is_special && *other == TypeRef::String
}
