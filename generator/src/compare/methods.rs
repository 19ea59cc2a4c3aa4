//! Changes of what the methods of enums and unions say.

use super::{change::Change, comparison::Comparison, kind::Kind, subject::Subject, value::Value};
use crate::{
    model::{EnumType, EnumValue, Type, UnionType},
    spelling::lifecycle,
};

impl Comparison<'_> {
    /// Compares the lifecycle of an enum. Values that only one model has are changes of their own.
    pub(super) fn lifecycle(&mut self, old: &EnumType, new: &EnumType, ty: &Type) {
        let (olds, news) = (lifecycle(old), lifecycle(new));
        let change = |kind, name: &str| of_method(kind, name, ty);
        if olds.is_empty() {
            for (name, values) in &news {
                self.add(change(Kind::LifecycleAdded, name).is(Value::Names(names(values))));
            }
        }
        if news.is_empty() {
            for (name, values) in &olds {
                self.add(change(Kind::LifecycleRemoved, name).was(Value::Names(names(values))));
            }
        }
        for ((name, before), (_, after)) in olds.iter().zip(&news) {
            if known(before, new) != known(after, old) {
                let change = change(Kind::LifecycleChanged, name);
                let (before, after) = (names(before), names(after));
                self.add(change.effect(Value::Names(before), Value::Names(after)));
            }
        }
    }

    /// Compares the accessors of a union, for the fields that all its variants share.
    pub(super) fn accessors(&mut self, old: &UnionType, new: &UnionType, ty: &Type) {
        let (old_api, new_api) = (self.old, self.new);
        let (olds, news) = (old_api.common_fields(old), new_api.common_fields(new));
        for before in &olds {
            if !news.iter().any(|after| after.name == before.name) {
                self.add(of_method(Kind::AccessorRemoved, &before.name, ty).was(*before));
            }
        }
        for after in &news {
            if !olds.iter().any(|before| before.name == after.name) {
                self.add(of_method(Kind::AccessorAdded, &after.name, ty).is(*after));
            }
        }
    }
}

fn of_method(kind: Kind, name: &str, ty: &Type) -> Change {
    let subject = Subject::Method {
        ty: ty.name.clone(),
        name: name.to_owned(),
    };
    Change::new(kind, None, subject, &ty.at)
}

fn names(values: &[&EnumValue]) -> Vec<String> {
    let values = values.iter();
    values.map(|value| value.wire_name.clone()).collect()
}

/// Those of the values that the other enum has, too.
fn known<'a>(values: &[&'a EnumValue], other: &EnumType) -> Vec<&'a str> {
    let values = values.iter().map(|value| value.wire_name.as_str());
    let has = |name: &&str| other.values.iter().any(|known| known.wire_name == *name);
    values.filter(has).collect()
}
