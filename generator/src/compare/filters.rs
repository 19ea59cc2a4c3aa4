//! Changes of the fields by which lists can be filtered.

use super::{
    Comparison,
    change::{Change, Kind, User},
};
use crate::{
    model::{FilterField, FilterSet},
    spelling::{kind, spell},
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

    /// The filters of a list that had those of `set` and lists something else now.
    fn same_list(&self, set: usize) -> Option<&'a FilterSet> {
        let mut pairs = self.pairs.operations.iter();
        let pair = pairs.find(|pair| !pair.moved && pair.old.1.filter == Some(set))?;
        self.new.filters.get(pair.new.1.filter?)
    }

    fn filter_set(&mut self, old: &FilterSet, new: &FilterSet) {
        let first = self.changes.len();
        let subject = |field: &FilterField| format!("filters::{}::{}", new.name, field.name);
        let spelled =
            |field: &FilterField| format!("{} of {}", kind(field.kind), spell(&field.value));
        for before in &old.fields {
            let Some(after) = new
                .fields
                .iter()
                .find(|new| new.wire_name == before.wire_name)
            else {
                let at = new.fields.first().map_or(&before.at, |field| &field.at);
                let change = Change::new(Kind::FilterRemoved, None, subject(before), "is gone", at)
                    .was(spelled(before))
                    .advice("filter what comes back: the server ignores the filter");
                self.add_without(change, &[&before.value]);
                continue;
            };
            if before.kind != after.kind || !self.same(&before.value, &after.value) {
                let change = Change::new(
                    Kind::FilterTypeChanged,
                    None,
                    subject(after),
                    "compares something else",
                    &after.at,
                )
                .effect(spelled(before), spelled(after));
                self.add_instead(change, &[&before.value], &[&after.value]);
            }
        }
        for after in &new.fields {
            if !old
                .fields
                .iter()
                .any(|old| old.wire_name == after.wire_name)
            {
                let change =
                    Change::new(Kind::FilterAdded, None, subject(after), "is new", &after.at)
                        .is(spelled(after));
                self.add_with(change, &[&after.value]);
            }
        }
        let lists = self.new.operations().filter(|(_, operation)| {
            let set = operation
                .filter
                .and_then(|index| self.new.filters.get(index));
            set.is_some_and(|set| set.name == new.name)
        });
        let users: Vec<User> = lists
            .map(|(resource, operation)| User {
                name: operation.call(&resource.name),
                users: Vec::new(),
            })
            .collect();
        for change in self.changes.iter_mut().skip(first) {
            change.users.clone_from(&users);
        }
    }
}
