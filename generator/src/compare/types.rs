//! Changes of types: names, forms, directions, and the values of enums and unions.

use super::{
    Comparison,
    change::{Change, Direction, Kind},
    direction, form,
    users::users,
};
use crate::{
    model::{Api, EnumType, Kind as TypeKind, Type, TypeRef, UnionType},
    spelling::spell,
};

impl Comparison<'_> {
    /// Compares every type that both models have.
    pub(super) fn types(&mut self) {
        let (old_api, new_api) = (self.old, self.new);
        for old in &old_api.types {
            let name = self.pairs.types.get(&old.name);
            if let Some(new) = name.and_then(|name| new_api.type_named(name)) {
                self.ty(old, new);
            }
        }
        self.ids();
    }

    fn ty(&mut self, old: &Type, new: &Type) {
        let first = self.changes.len();
        let change_of =
            |kind, way, message: &str| Change::new(kind, way, &new.name, message, &new.at);
        let change = |kind, message: &str| change_of(kind, direction(new.usage), message);
        if old.name != new.name {
            self.add(
                change(Kind::TypeRenamed, "has another name")
                    .effect(&old.name, &new.name)
                    .advice(format!("write `{}`", new.name)),
            );
        }
        self.usage(old, new, &change_of);
        match (&old.kind, &new.kind) {
            (TypeKind::Struct(before), TypeKind::Struct(after)) => {
                self.fields(before, after, old, new);
            }
            // The fields say it that hold the one value.
            (TypeKind::Enum(_), TypeKind::Enum(_))
                if is_constant(self.old, old) && is_constant(self.new, new) => {}
            (TypeKind::Enum(before), TypeKind::Enum(after)) => self.values(before, after, new),
            (TypeKind::Union(before), TypeKind::Union(after)) => self.variants(before, after, new),
            (before, after) => {
                let change = change(Kind::TypeFormChanged, "has another form")
                    .effect(form(before), form(after));
                self.add_instead(change, &old.parts(), &new.parts());
            }
        }
        // Most types have not changed.
        if first < self.changes.len() {
            let tree = users(self.new, &new.name);
            for change in self.changes.iter_mut().skip(first) {
                change.users.clone_from(&tree);
            }
        }
    }

    fn usage(
        &mut self,
        old: &Type,
        new: &Type,
        change: &impl Fn(Kind, Option<Direction>, &str) -> Change,
    ) {
        let sent = Some(Direction::Request);
        match (old.usage.request, new.usage.request) {
            (false, true) => self.add(change(Kind::TypeSent, sent, "is sent, too")),
            (true, false) => self.add(change(Kind::TypeNotSent, sent, "is no longer sent")),
            _ => {}
        }
        let read = Some(Direction::Response);
        match (old.usage.response, new.usage.response) {
            (false, true) => self.add(change(Kind::TypeReceived, read, "is received, too")),
            (true, false) => {
                self.add(change(Kind::TypeNotReceived, read, "is no longer received"));
            }
            _ => {}
        }
    }

    fn values(&mut self, old: &EnumType, new: &EnumType, ty: &Type) {
        let way = direction(ty.usage);
        for before in &old.values {
            match new
                .values
                .iter()
                .find(|new| new.wire_name == before.wire_name)
            {
                None => {
                    let subject = format!("{}::{}", ty.name, before.name);
                    let change = Change::new(Kind::ValueRemoved, way, subject, "is gone", &ty.at);
                    self.add(change.was(&before.wire_name));
                }
                Some(after) if after.name != before.name => {
                    let subject = format!("{}::{}", ty.name, after.name);
                    let change = Change::new(
                        Kind::ValueRenamed,
                        way,
                        subject,
                        "has another name",
                        &after.at,
                    );
                    let advice = format!("write `{}::{}`", ty.name, after.name);
                    self.add(change.effect(&before.name, &after.name).advice(advice));
                }
                Some(_) => {}
            }
        }
        for after in &new.values {
            if !old
                .values
                .iter()
                .any(|old| old.wire_name == after.wire_name)
            {
                let subject = format!("{}::{}", ty.name, after.name);
                let change = Change::new(Kind::ValueAdded, way, subject, "is new", &after.at);
                self.add(change.is(&after.wire_name));
            }
        }
    }

    fn variants(&mut self, old: &UnionType, new: &UnionType, ty: &Type) {
        let way = direction(ty.usage);
        let change = |kind, message: &str| Change::new(kind, way, &ty.name, message, &ty.at);
        if old.tag.wire_name != new.tag.wire_name {
            self.add(
                change(Kind::TagChanged, "is told apart by another field")
                    .effect(&old.tag.wire_name, &new.tag.wire_name),
            );
        }
        match (&old.tag.default, &new.tag.default) {
            (None, Some(after)) => {
                self.add(change(Kind::TagDefaultAdded, "can lack its tag").is(after));
            }
            (Some(before), None) => {
                self.add(change(Kind::TagDefaultRemoved, "always has its tag").was(before));
            }
            (Some(before), Some(after)) if before != after => self.add(
                change(
                    Kind::TagDefaultChanged,
                    "means something else without its tag",
                )
                .effect(before, after),
            ),
            _ => {}
        }
        let payload = |ty: &Option<TypeRef>| ty.as_ref().map_or("nothing".to_owned(), spell);
        for before in &old.variants {
            let Some(after) = new
                .variants
                .iter()
                .find(|new| new.wire_name == before.wire_name)
            else {
                let subject = format!("{}::{}", ty.name, before.name);
                let change = Change::new(Kind::VariantRemoved, way, subject, "is gone", &ty.at);
                let change = change.was(&before.wire_name);
                self.add_without(change, &before.ty.iter().collect::<Vec<_>>());
                continue;
            };
            let subject = format!("{}::{}", ty.name, after.name);
            if before.name != after.name {
                let change = Change::new(
                    Kind::VariantRenamed,
                    way,
                    &subject,
                    "has another name",
                    &after.at,
                );
                let advice = format!("write `{}::{}`", ty.name, after.name);
                self.add(change.effect(&before.name, &after.name).advice(advice));
            }
            if before.ty.as_ref().map(|ty| self.pairs.renamed(ty)) != after.ty {
                let change = Change::new(
                    Kind::VariantTypeChanged,
                    way,
                    subject,
                    "holds something else",
                    &after.at,
                );
                let change = change.effect(payload(&before.ty), payload(&after.ty));
                let (old, new): (Vec<_>, Vec<_>) =
                    (before.ty.iter().collect(), after.ty.iter().collect());
                self.add_instead(change, &old, &new);
            }
        }
        for after in &new.variants {
            if !old
                .variants
                .iter()
                .any(|old| old.wire_name == after.wire_name)
            {
                let subject = format!("{}::{}", ty.name, after.name);
                let change = Change::new(Kind::VariantAdded, way, subject, "is new", &after.at);
                self.add_with(
                    change.is(&after.wire_name),
                    &after.ty.iter().collect::<Vec<_>>(),
                );
            }
        }
    }

    /// Identifiers that have another name; the rest come and go with the fields that hold them.
    fn ids(&mut self) {
        for (old, new) in self.pairs.ids.clone() {
            if old != new {
                let at = crate::source::Pointer::root().child(crate::lower::IDS);
                let change = Change::new(Kind::TypeRenamed, None, &new, "has another name", &at)
                    .effect(&old, &new)
                    .advice(format!("write `{new}`"));
                self.add(change);
            }
        }
    }
}

/// Whether the type has a single value, which fields hold without anybody choosing it.
fn is_constant(api: &Api, ty: &Type) -> bool {
    let single = matches!(&ty.kind, TypeKind::Enum(kind) if kind.values.len() == 1);
    let structs = api.types.iter().filter_map(|ty| match &ty.kind {
        TypeKind::Struct(kind) => Some(&kind.fields),
        _ => None,
    });
    let mut fields = structs.flatten();
    single && fields.any(|field| field.constant.is_some() && field.ty.name() == Some(&ty.name))
}
