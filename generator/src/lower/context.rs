//! What every pass of lowering shares.

use super::{
    directions::{Direction, two_faced},
    extension_log::ExtensionLog,
    gaps::Gap,
    schema::{Located, Lowered, Object, Opening, Resolved, SchemaRef, SchemaUse},
    settings::{IDS, Settings},
    types::TypeCollector,
};
use crate::{
    model::{Api, FilterSet, IdType, TypeRef},
    spec::{Diagnostic, Document, Pointer, nearest},
};
use indexmap::IndexMap;
use openapiv3::{Components, ReferenceOr};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// References to references are rare; a chain this long is a cycle.
pub const MAX_REFERENCES: usize = 32;

/// Proof that a problem has been reported, returned by a pass without a result. Only a report
/// creates one, so that no problem is lost silently.
#[derive(Clone, Copy, Debug)]
pub struct ErrorReported(());

/// A result, unless a problem was reported.
pub type Lowering<T> = Result<T, ErrorReported>;

/// How an inner schema is lowered: `schemas::lower`, passed down to the files that lower the
/// schemas inside of a schema, so that none of them depends on the file that calls it.
pub type LowerSchema = for<'d> fn(&mut Context<'d>, &Located<'d>, &SchemaUse) -> Lowering<Lowered>;

/// The state of lowering one document.
pub struct Context<'d> {
    pub document: &'d Document,
    /// The model of the last generation, whose names stay.
    pub last: Option<&'d Api>,
    pub settings: Settings,
    pub types: TypeCollector,
    pub diagnostics: Vec<Diagnostic>,
    /// What the crate does not say, by kind.
    gaps: BTreeMap<Gap, BTreeSet<Pointer>>,
    pub filters: Vec<FilterSet>,
    /// Schemas being lowered now, with the stand-ins of those that contain themselves.
    pub open: HashMap<Opening, Option<TypeRef>>,
    /// Objects whose properties are being collected now.
    open_objects: Vec<Pointer>,
    /// Components lowered already; those of two faces are so in one direction.
    pub components: HashMap<(String, Option<Direction>), Lowering<Lowered>>,
    /// In which direction the current schema travels.
    pub direction: Direction,
    /// The components that are different in each direction.
    two_faced: HashSet<String>,
    /// The properties of components that were collected already.
    pub objects: HashMap<String, Lowering<Object<'d>>>,
    /// Which extensions there are, and which have been read.
    pub extensions: ExtensionLog<'d>,
    ids: BTreeMap<String, Option<String>>,
    /// The identifier types that are named after their object, and not by the overlay.
    pub named_after_owner: BTreeSet<String>,
}

impl<'d> Context<'d> {
    pub fn new(document: &'d Document, last: Option<&'d Api>) -> Self {
        let mut diagnostics = Vec::new();
        Self {
            document,
            last,
            settings: Settings::read(document, &mut diagnostics),
            types: TypeCollector::default(),
            diagnostics,
            gaps: BTreeMap::new(),
            filters: Vec::new(),
            open: HashMap::new(),
            open_objects: Vec::new(),
            components: HashMap::new(),
            direction: Direction::Response,
            two_faced: two_faced(&document.value),
            objects: HashMap::new(),
            extensions: ExtensionLog::default(),
            ids: BTreeMap::new(),
            named_after_owner: BTreeSet::new(),
        }
    }

    /// Reports an error at a place of the document.
    pub fn error(
        &mut self,
        at: &Pointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> ErrorReported {
        self.report(at, Diagnostic::error(message).help(help))
    }

    /// Reports a diagnostic at a place of the document.
    pub fn report(&mut self, at: &Pointer, diagnostic: Diagnostic) -> ErrorReported {
        // A schema can be reached in several ways; its problem is reported once.
        let diagnostic = diagnostic.at(self.document.place(at));
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
        ErrorReported(())
    }

    /// Reports what does not prevent generation.
    pub fn warning(&mut self, at: &Pointer, message: impl Into<String>, help: impl Into<String>) {
        let warning = Diagnostic::warning(message).help(help);
        self.diagnostics.push(warning.at(self.document.place(at)));
    }

    /// Lowers what is sent with a request.
    pub fn sent<T>(&mut self, with: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::replace(&mut self.direction, Direction::Request);
        let result = with(self);
        self.direction = around;
        result
    }

    /// The current direction, if it matters to this schema.
    pub fn face(&self, resolved: &Resolved<'_>) -> Option<Direction> {
        let has_one_face = |component: &String| !self.two_faced.contains(component);
        let is_indifferent = resolved.component.as_ref().is_some_and(has_one_face);
        (!is_indifferent).then_some(self.direction)
    }

    /// Remembers that the crate says less than the document in this place.
    pub fn gap(&mut self, gap: Gap, at: &Pointer) {
        self.gaps.entry(gap).or_default().insert(at.clone());
    }

    /// Reports the gaps, each kind once.
    pub fn report_gaps(&mut self) {
        for (gap, places) in std::mem::take(&mut self.gaps) {
            let warning = gap.finding(&places);
            let first = places.first().map(|at| self.document.place(at));
            self.diagnostics
                .extend(first.map(|place| warning.at(place)));
        }
    }

    /// Follows `$ref` to the schema itself.
    pub fn resolve(&mut self, located: &Located<'d>) -> Lowering<Resolved<'d>> {
        let Located { mut schema, mut at } = located.clone();
        let mut component = None;
        for _ in 0..MAX_REFERENCES {
            match schema {
                SchemaRef::Item(schema) => {
                    return Ok(Resolved {
                        schema,
                        at,
                        component,
                    });
                }
                SchemaRef::Reference(reference) => {
                    let Some((name, target)) = self.document.schema(reference) else {
                        let help = self.similar_component(reference);
                        return Err(self.error(
                            &at.child("$ref"),
                            format!("unresolved reference `{reference}`"),
                            help,
                        ));
                    };
                    at = Pointer::root().join(["components", "schemas", name]);
                    component = Some(name.to_owned());
                    schema = SchemaRef::from(target);
                }
            }
        }
        Err(self.error(&at, "circular reference", "fix the document"))
    }

    /// Follows `$ref` and applies `with` to the object; one that extends itself is a diagnostic.
    pub fn enter_object<T>(
        &mut self,
        located: &Located<'d>,
        with: impl FnOnce(&mut Self, &Resolved<'d>) -> Lowering<T>,
    ) -> Lowering<T> {
        let resolved = self.resolve(located)?;
        if resolved.component.is_none() {
            return with(self, &resolved);
        }
        if self.open_objects.contains(&resolved.at) {
            let message = format!("the schema `{}` extends itself", resolved.at.last());
            let help = "remove the reference to itself in `allOf` with an overlay action";
            return Err(self.error(&resolved.at, message, help));
        }
        self.open_objects.push(resolved.at.clone());
        let result = with(self, &resolved);
        self.open_objects.pop();
        result
    }

    /// The component of another kind that a reference names, and its place.
    pub fn component<T>(
        &mut self,
        reference: &str,
        kind: &str,
        of: impl Fn(&'d Components) -> &'d IndexMap<String, ReferenceOr<T>>,
        at: &Pointer,
    ) -> Lowering<(&'d T, Pointer)> {
        let name = reference.strip_prefix(&format!("#/components/{kind}/"));
        let components = self.document.openapi.components.as_ref();
        let found = name.and_then(|name| Some((name, of(components?).get(name)?)));
        let Some((name, ReferenceOr::Item(component))) = found else {
            let help = format!("refer to an existing component as `#/components/{kind}/<name>`");
            return Err(self.error(
                &at.child("$ref"),
                format!("unresolved reference `{reference}`"),
                help,
            ));
        };
        Ok((component, Pointer::root().join(["components", kind, name])))
    }

    fn similar_component(&self, reference: &str) -> String {
        let wanted = reference.rsplit('/').next().unwrap_or_default();
        let names = self.document.components.iter().map(String::as_str);
        match nearest(wanted, names) {
            Some(name) => format!("did you mean `#/components/schemas/{name}`?"),
            None => "refer to an existing component as `#/components/schemas/<name>`".to_owned(),
        }
    }

    /// An identifier type, remembered with its first example.
    pub fn id(&mut self, name: &str, example: Option<&Value>) -> TypeRef {
        let seen = self.ids.entry(name.to_owned()).or_default();
        if seen.is_none() {
            *seen = example.and_then(Value::as_str).map(str::to_owned);
        }
        TypeRef::Id(name.to_owned())
    }

    /// The identifier type of an object of this name.
    pub fn id_of(&mut self, owner: &str, example: Option<&Value>) -> TypeRef {
        let name = format!("{owner}Id");
        self.named_after_owner.insert(name.clone());
        self.id(&name, example)
    }

    /// The identifier type that the overlay gives to fields of this name.
    pub fn id_by_field(&mut self, field: &str, example: Option<&Value>) -> Option<TypeRef> {
        let name = self.settings.ids.fields.get(field)?.clone();
        let at = Pointer::root().join([IDS, "fields", field]);
        self.extensions.mark_read(at);
        Some(self.id(&name, example))
    }

    /// Whether a property or parameter of this name identifies its own object.
    pub fn is_id_property(&mut self, name: &str) -> bool {
        let is_id = self.settings.ids.property.as_deref() == Some(name);
        if is_id {
            let at = Pointer::root().join([IDS, "property"]);
            self.extensions.mark_read(at);
        }
        is_id
    }

    /// Every identifier type in use.
    pub fn ids(&self) -> Vec<IdType> {
        let ids = self.ids.iter();
        ids.map(|(name, example)| IdType {
            name: name.clone(),
            example: example.clone(),
            at: Pointer::root().child(IDS),
        })
        .collect()
    }
}
