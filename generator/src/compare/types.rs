//! Changes of types: names, forms, directions, and the values of enums and unions.

use super::{
    advice::Advice,
    change::Change,
    comparison::Comparison,
    kind::{Direction, Kind},
    subject::Subject,
    users::users,
    value::{Form, Value},
};
use crate::{
    model::{Api, EnumType, EnumValue, Kind as TypeKind, Tag, Type, UnionType, Variant},
    source::Pointer,
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
        if old.name != new.name {
            let change = change(Kind::TypeRenamed, new)
                .effect(&old.name, &new.name)
                .advice(Advice::UseName(new.name.clone()))
                .moved_from(&old.at);
            self.add(change);
        }
        self.usage(old, new);
        match (&old.kind, &new.kind) {
            (TypeKind::Struct(before), TypeKind::Struct(after)) => {
                self.fields(before, after, old, new);
            }
            // The fields that hold the single value report it.
            (TypeKind::Enum(_), TypeKind::Enum(_))
                if is_constant(self.old, old) && is_constant(self.new, new) => {}
            (TypeKind::Enum(before), TypeKind::Enum(after)) => {
                self.values(before, after, new);
                self.lifecycle(before, after, new);
            }
            (TypeKind::Union(before), TypeKind::Union(after)) => {
                self.variants(before, after, new);
                self.conversions(before, after, new);
                // Only what is received has accessors.
                if old.usage.response && new.usage.response {
                    self.accessors(before, after, new);
                }
            }
            (before, after) => {
                let (before, after) = (Form::from(before), Form::from(after));
                let change = change(Kind::TypeFormChanged, new)
                    .effect(Value::Form(before), Value::Form(after))
                    .moved_from(&old.at);
                self.add_instead(change, &old.parts(), &new.parts());
            }
        }
        // Most types are unchanged.
        if first < self.changes.len() {
            let tree = users(self.new, &new.name);
            for change in self.changes.iter_mut().skip(first) {
                change.users.clone_from(&tree);
            }
        }
    }

    fn usage(&mut self, old: &Type, new: &Type) {
        let mut add = |kind, way| {
            let subject = Subject::Type(new.name.clone());
            self.add(Change::new(kind, Some(way), subject, &new.at));
        };
        match (old.usage.request, new.usage.request) {
            (false, true) => add(Kind::TypeSent, Direction::Request),
            (true, false) => add(Kind::TypeNotSent, Direction::Request),
            _ => {}
        }
        match (old.usage.response, new.usage.response) {
            (false, true) => add(Kind::TypeReceived, Direction::Response),
            (true, false) => add(Kind::TypeNotReceived, Direction::Response),
            _ => {}
        }
    }

    fn values(&mut self, old: &EnumType, new: &EnumType, ty: &Type) {
        let way = Direction::of(ty.usage);
        let change = |kind, value: &EnumValue, at| {
            Change::new(kind, way, Subject::variant(&ty.name, &value.name), at)
        };
        for before in &old.values {
            match value(new, &before.wire_name) {
                None => {
                    let change = change(Kind::ValueRemoved, before, &ty.at);
                    self.add(change.was(&before.wire_name).moved_from(&before.at));
                }
                Some(after) if after.name != before.name => {
                    let change = change(Kind::ValueRenamed, after, &after.at)
                        .effect(&before.name, &after.name)
                        .advice(use_variant(ty, &after.name));
                    self.add(change);
                }
                Some(_) => {}
            }
        }
        for after in &new.values {
            if value(old, &after.wire_name).is_none() {
                self.add(change(Kind::ValueAdded, after, &after.at).is(&after.wire_name));
            }
        }
    }

    fn variants(&mut self, old: &UnionType, new: &UnionType, ty: &Type) {
        self.tag(old, new, ty);
        for before in &old.variants {
            match branch(new, &before.wire_name) {
                Some(after) => self.variant(before, after, ty),
                None => {
                    let change = of_variant(Kind::VariantRemoved, before, ty, &ty.at)
                        .was(&before.wire_name)
                        .removes(&before.at);
                    self.add_without(change, &before.ty.iter().collect::<Vec<_>>());
                }
            }
        }
        for after in &new.variants {
            if branch(old, &after.wire_name).is_none() {
                let change = of_variant(Kind::VariantAdded, after, ty, &after.at)
                    .is(&after.wire_name)
                    .adds(&after.at);
                self.add_with(change, &after.ty.iter().collect::<Vec<_>>());
            }
        }
    }

    /// Compares the tags of a union.
    fn tag(&mut self, old: &UnionType, new: &UnionType, ty: &Type) {
        let property =
            |variant: &Variant, tag: &Tag| variant.at.join(["properties", &tag.wire_name]);
        let properties = |union: &UnionType| -> Vec<Pointer> {
            let variants = union.variants.iter();
            variants
                .map(|variant| property(variant, &union.tag))
                .collect()
        };
        let (old_properties, new_properties) = (properties(old), properties(new));
        let (old, new) = (&old.tag, &new.tag);
        if old.wire_name != new.wire_name {
            let mut change = change(Kind::TagChanged, ty).effect(&old.wire_name, &new.wire_name);
            change.old_nodes.extend(old_properties);
            change.new_nodes.extend(new_properties);
            self.add(change);
        }
        match (&old.default, &new.default) {
            (None, Some(after)) => self.add(change(Kind::TagDefaultAdded, ty).is(after)),
            (Some(before), None) => self.add(change(Kind::TagDefaultRemoved, ty).was(before)),
            (Some(before), Some(after)) if before != after => {
                self.add(change(Kind::TagDefaultChanged, ty).effect(before, after));
            }
            _ => {}
        }
    }

    fn variant(&mut self, old: &Variant, new: &Variant, ty: &Type) {
        if old.name != new.name {
            let change = of_variant(Kind::VariantRenamed, new, ty, &new.at)
                .effect(&old.name, &new.name)
                .advice(use_variant(ty, &new.name));
            self.add(change);
        }
        if old.ty.as_ref().map(|ty| self.pairs.renamed(ty)) != new.ty {
            let payload = |variant: &Variant| Value::Payload(variant.ty.clone());
            let change = of_variant(Kind::VariantTypeChanged, new, ty, &new.at)
                .effect(payload(old), payload(new))
                .moved_from(&old.at);
            let (old, new): (Vec<_>, Vec<_>) = (old.ty.iter().collect(), new.ty.iter().collect());
            self.add_instead(change, &old, &new);
        }
    }

    /// Compares the payloads that can be converted into a union: those of a single variant.
    fn conversions(&mut self, old: &UnionType, new: &UnionType, ty: &Type) {
        for (variant, payload) in old.conversions() {
            let now = self.pairs.renamed(payload);
            let has_it = |other: &&Variant| other.ty.as_ref() == Some(&now);
            if new.variants.iter().filter(has_it).count() > 1 {
                let change = change(Kind::ConversionRemoved, ty).was(payload);
                self.add(change.advice(use_variant(ty, &variant.name)));
            }
        }
    }

    /// Renamed identifiers; added and removed ones are reported with the fields that hold them.
    fn ids(&mut self) {
        let (pairs, new_api) = (self.pairs.ids.clone(), self.new);
        for (old, new) in pairs.iter().filter(|(old, new)| old != new) {
            let id = new_api.ids.iter().find(|id| id.name == *new);
            let at = id.map(|id| id.at.clone()).unwrap_or_default();
            let change = Change::new(Kind::TypeRenamed, None, Subject::Type(new.clone()), &at)
                .effect(old, new)
                .advice(Advice::UseName(new.clone()));
            self.add(change);
        }
    }
}

/// A change of a type as a whole.
pub(super) fn change(kind: Kind, ty: &Type) -> Change {
    let way = Direction::of(ty.usage);
    Change::new(kind, way, Subject::Type(ty.name.clone()), &ty.at)
}

fn of_variant(kind: Kind, variant: &Variant, ty: &Type, at: &Pointer) -> Change {
    let subject = Subject::variant(&ty.name, &variant.name);
    Change::new(kind, Direction::of(ty.usage), subject, at)
}

fn use_variant(ty: &Type, name: &str) -> Advice {
    Advice::UseVariant {
        ty: ty.name.clone(),
        name: name.to_owned(),
    }
}

fn value<'a>(kind: &'a EnumType, wire_name: &str) -> Option<&'a EnumValue> {
    let mut values = kind.values.iter();
    values.find(|value| value.wire_name == wire_name)
}

fn branch<'a>(union: &'a UnionType, wire_name: &str) -> Option<&'a Variant> {
    let mut variants = union.variants.iter();
    variants.find(|variant| variant.wire_name == wire_name)
}

/// Whether the type has a single value, so that no caller chooses it.
pub(super) fn is_constant(api: &Api, ty: &Type) -> bool {
    let single = matches!(&ty.kind, TypeKind::Enum(kind) if kind.values.len() == 1);
    let structs = api.types.iter().filter_map(|ty| match &ty.kind {
        TypeKind::Struct(kind) => Some(&kind.fields),
        _ => None,
    });
    let mut fields = structs.flatten();
    single && fields.any(|field| field.constant.is_some() && field.ty.name() == Some(&ty.name))
}
