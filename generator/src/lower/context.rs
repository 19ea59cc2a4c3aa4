//! What every pass of lowering shares.

use super::{
    arena::Arena,
    enums,
    extensions::ExtensionLog,
    objects::Object,
    schemas::Lowered,
    settings::{IDS, Settings},
};
use crate::{
    model::{FilterSet, IdType, TypeRef},
    spec::{Diagnostic, Document, Pointer},
};
use indexmap::IndexMap;
use openapiv3::{Components, ReferenceOr, Schema};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// References to references are rare; a chain this long is a circle.
const MAX_REFERENCES: usize = 32;

/// A schema or a reference to one.
#[derive(Clone, Copy)]
pub enum SchemaRef<'d> {
    Reference(&'d str),
    Item(&'d Schema),
}

impl<'d> From<&'d ReferenceOr<Schema>> for SchemaRef<'d> {
    fn from(schema: &'d ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

impl<'d> From<&'d ReferenceOr<Box<Schema>>> for SchemaRef<'d> {
    fn from(schema: &'d ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

/// A problem has been reported: what a pass returns where it has no result. Only a report makes
/// one, so nothing goes missing without a word.
#[derive(Clone, Copy, Debug)]
pub struct Reported(());

/// A result, unless a problem was reported.
pub type Lowering<T> = Result<T, Reported>;

/// The state of lowering one document.
pub struct Context<'d> {
    pub document: &'d Document,
    pub settings: Settings,
    pub arena: Arena,
    pub diagnostics: Vec<Diagnostic>,
    pub filters: Vec<FilterSet>,
    /// Enums that the overlay has named, by their values.
    pub named_enums: HashMap<BTreeSet<String>, String>,
    /// Components being lowered now, to notice recursion.
    pub open_components: Vec<String>,
    /// Components lowered already;
    pub components: HashMap<String, Lowering<Lowered>>,
    /// The properties of components seen already.
    pub views: HashMap<String, Lowering<Object<'d>>>,
    /// Which extensions there are, and which have been read.
    pub extensions: ExtensionLog<'d>,
    ids: BTreeMap<String, Option<String>>,
}

impl<'d> Context<'d> {
    pub fn new(document: &'d Document) -> Self {
        let mut diagnostics = Vec::new();
        Self {
            document,
            settings: Settings::read(document, &mut diagnostics),
            arena: Arena::default(),
            diagnostics,
            filters: Vec::new(),
            named_enums: enums::named(&document.value),
            open_components: Vec::new(),
            components: HashMap::new(),
            views: HashMap::new(),
            extensions: ExtensionLog::default(),
            ids: BTreeMap::new(),
        }
    }

    /// Reports an error at a place of the document.
    pub fn error(
        &mut self,
        at: &Pointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Reported {
        // One schema can be reached on several ways; it is wrong only once.
        let diagnostic = Diagnostic::error(message)
            .help(help)
            .at(self.document.place(at));
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
        Reported(())
    }

    /// Follows `$ref` to the schema itself; the component's name comes along.
    pub fn resolve(
        &mut self,
        mut schema: SchemaRef<'d>,
        at: &Pointer,
    ) -> Lowering<(&'d Schema, Pointer, Option<String>)> {
        let mut at = at.clone();
        let mut component = None;
        for _ in 0..MAX_REFERENCES {
            match schema {
                SchemaRef::Item(schema) => return Ok((schema, at, component)),
                SchemaRef::Reference(reference) => {
                    let Some((name, target)) = self.document.schema(reference) else {
                        let help = self.similar_component(reference);
                        return Err(self.error(
                            &at.child("$ref"),
                            format!("`{reference}` leads nowhere"),
                            help,
                        ));
                    };
                    at = Pointer::root().join(["components", "schemas", name]);
                    component = Some(name.to_owned());
                    schema = SchemaRef::from(target);
                }
            }
        }
        Err(self.error(&at, "a reference leads back to itself", "mend the document"))
    }

    /// Follows `$ref` and does something with the schema; a component inside itself is a
    /// diagnostic.
    pub fn enter<T>(
        &mut self,
        schema: SchemaRef<'d>,
        at: &Pointer,
        with: impl FnOnce(&mut Self, &'d Schema, &Pointer, Option<&str>) -> Lowering<T>,
    ) -> Lowering<T> {
        let (schema, at, component) = self.resolve(schema, at)?;
        let Some(component) = component else {
            return with(self, schema, &at, None);
        };
        if self.open_components.contains(&component) {
            let message = format!("`{component}` contains itself");
            return Err(self.error(&at, message, "recursive schemas are not supported"));
        }
        self.open_components.push(component.clone());
        let result = with(self, schema, &at, Some(&component));
        self.open_components.pop();
        result
    }

    /// The component of another kind that a reference names, and where it stands.
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
            let help = format!("references here are written `#/components/{kind}/<name>`");
            return Err(self.error(
                &at.child("$ref"),
                format!("`{reference}` leads nowhere"),
                help,
            ));
        };
        Ok((component, Pointer::root().join(["components", kind, name])))
    }

    fn similar_component(&self, reference: &str) -> String {
        let wanted = reference.rsplit('/').next().unwrap_or_default();
        let components = self.document.openapi.components.iter();
        let names = components.flat_map(|components| components.schemas.keys());
        let nearest = names
            .map(|name| (strsim::jaro_winkler(name, wanted), name))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match nearest {
            Some((likeness, name)) if likeness > 0.8 => {
                format!("did you mean `#/components/schemas/{name}`?")
            }
            _ => "references are written `#/components/schemas/<name>`".to_owned(),
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

    /// The identifier type that the overlay gives to fields of this name.
    pub fn id_by_field(&mut self, field: &str, example: Option<&Value>) -> Option<TypeRef> {
        let name = self.settings.ids.fields.get(field)?.clone();
        Some(self.id(&name, example))
    }

    /// Every identifier type met.
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
