//! Changes of the fields by which lists can be filtered.

use super::{
    advice::Advice, change::Change, comparison::Comparison, kind::Kind, subject::Subject,
    users::User,
};
use crate::{
    model::{FilterField, FilterSet},
    source::Pointer,
};

impl<'a> Comparison<'a> {
    /// Compares the filters of every list that can be filtered in both models.
    pub(super) fn filters(&mut self) {
        let (old_api, new_api) = (self.old, self.new);
        for (index, old) in old_api.filters.iter().enumerate() {
            let item = self.pairs.renamed(&old.item);
            let same_item = new_api.filters.iter().find(|new| new.item == item);
            if let Some(new) = same_item.or_else(|| self.same_list(index)) {
                self.filter_set(old, new);
            }
        }
    }

    /// The filters of a list that had those of `set` and now has other items.
    fn same_list(&self, set: usize) -> Option<&'a FilterSet> {
        let mut pairs = self.pairs.operations.iter();
        let pair = pairs.find(|pair| !pair.moved && pair.old.1.filter == Some(set))?;
        self.new.filters.get(pair.new.1.filter?)
    }

    fn filter_set(&mut self, old: &FilterSet, new: &FilterSet) {
        let first = self.changes.len();
        let change = |kind, field: &FilterField, at: &Pointer| {
            let subject = Subject::Filter {
                set: new.name.clone(),
                name: field.name.clone(),
            };
            Change::new(kind, None, subject, at)
        };
        let in_new = |field: &FilterField| named(new, &field.wire_name);
        let in_old = |field: &FilterField| named(old, &field.wire_name);
        for before in &old.fields {
            let Some(after) = in_new(before) else {
                let at = new.fields.first().map_or(&before.at, |field| &field.at);
                let change = change(Kind::FilterRemoved, before, at)
                    .was(before)
                    .advice(Advice::FilterResults);
                self.add_without(change, &[&before.value]);
                continue;
            };
            if before.kind != after.kind || !self.same(&before.value, &after.value) {
                let change =
                    change(Kind::FilterTypeChanged, after, &after.at).effect(before, after);
                self.add_instead(change, &[&before.value], &[&after.value]);
            }
        }
        for after in new.fields.iter().filter(|after| in_old(after).is_none()) {
            let change = change(Kind::FilterAdded, after, &after.at).is(after);
            self.add_with(change, &[&after.value]);
        }
        let lists = self.new.operations().filter(|(_, operation)| {
            let set = operation
                .filter
                .and_then(|index| self.new.filters.get(index));
            set.is_some_and(|set| set.name == new.name)
        });
        let users: Vec<User> = lists
            .map(|(resource, operation)| User::call(operation.call_name(&resource.name)))
            .collect();
        for change in self.changes.iter_mut().skip(first) {
            change.users.clone_from(&users);
        }
    }
}

fn named<'a>(set: &'a FilterSet, wire_name: &str) -> Option<&'a FilterField> {
    let mut fields = set.fields.iter();
    fields.find(|field| field.wire_name == wire_name)
}
