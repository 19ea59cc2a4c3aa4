//! Tiny documents, and what the generator makes of them.

use nomos_generator::{
    Diagnostic, DocumentText, Input, Output, Pointer, Text, generate,
    model::{Release, Version},
};
use proptest::test_runner::Config as ProptestConfig;
use serde_json::Value;

/// Paths with one operation, `GET /things`, which answers the component `Thing`.
const GET_THING: &str =
    "paths: {/things: {get: {responses: {200: {$ref: '#/components/responses/Thing'}}}}}\n";

/// Components for documents that are about operations: a thing, an answer of one, a body of one,
/// two security schemes.
const COMPONENTS: &str = "\
components:
  schemas: {Thing: {type: object, required: [name], properties: {name: {type: string}}}}
  responses: {Thing: {description: A thing, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
  securitySchemes: {bearer: {type: http, scheme: bearer}, basic: {type: http, scheme: basic}}
";

/// An input under construction: versions by codename (`alpha`, `beta`, …) and an overlay.
#[derive(Clone, Default)]
pub struct Documents {
    documents: Vec<(String, String)>,
    overlay: Option<String>,
}

/// A document out of `paths` and `components`; what every document needs follows behind, so that
/// lines count from the snippet.
pub fn document(snippet: &str) -> Documents {
    Documents::default().version("alpha", snippet)
}

/// A text, unchanged.
pub fn text(text: &str) -> Documents {
    text_of("alpha", text)
}

/// The same for a version with another codename.
pub fn text_of(codename: &str, text: &str) -> Documents {
    Documents {
        documents: vec![(codename.to_owned(), text.to_owned())],
        overlay: None,
    }
}

/// Component schemas, of which `Thing` is answered by `GET /things`; the snippet begins at line 3,
/// column 5.
pub fn schemas(snippet: &str) -> Documents {
    let snippet = indent(&dedent(snippet), 4);
    let response = "  responses: {Thing: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}\n";
    document(&format!(
        "components:\n  schemas:\n{snippet}{response}{GET_THING}"
    ))
}

/// The schema of `Thing`; the snippet begins at line 4, column 7.
pub fn thing(snippet: &str) -> Documents {
    schemas(&format!("Thing:\n{}", indent(&dedent(snippet), 2)))
}

/// A thing with this one required property `it`; its schema begins at line 4, column 55.
pub fn property(schema: &str) -> Documents {
    thing(&format!(
        "{{type: object, required: [it], properties: {{it: {schema}}}}}"
    ))
}

/// Path items, with the components that documents about operations share; the snippet begins at
/// line 2, column 3.
pub fn paths(snippet: &str) -> Documents {
    document(&format!(
        "paths:\n{}{COMPONENTS}",
        indent(&dedent(snippet), 2)
    ))
}

impl Documents {
    /// Adds a later version.
    pub fn version(mut self, codename: &str, snippet: &str) -> Self {
        let name = version_name(self.documents.len(), codename);
        let text = format!(
            "{}openapi: 3.0.3\ninfo: {{title: Shop, version: {name}}}\nservers: [{{url: 'https://shop.example'}}]\n",
            dedent(snippet)
        );
        self.documents.push((codename.to_owned(), text));
        self
    }

    /// Adds a component schema to the newest version, which has components.
    pub fn with_schema(mut self, schema: &str) -> Self {
        if let Some((_, text)) = self.documents.last_mut() {
            let schemas = "components:\n  schemas: {";
            *text = text.replace(schemas, &format!("{schemas}{schema}, "));
        }
        self
    }

    /// Overlay actions; the first begins at line 4.
    pub fn overlay(self, actions: &str) -> Self {
        self.overlay_text(&format!(
            "overlay: 1.0.0\ninfo: {{title: Fixes, version: '1'}}\nactions:\n{}",
            dedent(actions)
        ))
    }

    /// An overlay text, unchanged.
    pub fn overlay_text(mut self, text: &str) -> Self {
        self.overlay = Some(text.to_owned());
        self
    }

    /// The texts, as a caller of the generator hands them over.
    pub fn input(&self) -> Input {
        let documents = self.documents.iter().enumerate();
        Input {
            documents: documents
                .map(|(index, (codename, text))| DocumentText {
                    source: named(codename, text),
                    release: release(&version_name(index, codename)),
                    baseline: None,
                })
                .collect(),
            overlay: self.overlay.as_ref().map(|text| named("overlay", text)),
            ..Input::default()
        }
    }

    pub fn generate(&self) -> Result<Output, Vec<Diagnostic>> {
        generate(&self.input())
    }

    pub fn output(&self) -> Output {
        self.generate()
            .unwrap_or_else(|found| panic!("{}", list(&found)))
    }

    /// What the newest version's crate says after `declaration`, for example `pub struct Thing`,
    /// with its documentation.
    pub fn rust(&self, declaration: &str) -> String {
        let output = self.output();
        let folder = format!("{}/src/", output.plans.last().unwrap().release.crate_name);
        let files = output.files.iter();
        let crate_files = files.filter(|(path, _)| path.starts_with(&folder));
        crate_files
            .filter_map(|(_, code)| item(code, declaration))
            .next()
            .unwrap_or_else(|| panic!("no `{declaration}` in {:#?}", output.files.keys()))
    }

    /// The fields of a struct of the newest version.
    pub fn fields(&self, name: &str) -> String {
        let code = self.rust(&format!("pub struct {name}"));
        let fields = code
            .lines()
            .filter_map(|line| line.trim().strip_prefix("pub "));
        let fields = fields.filter_map(|line| line.strip_suffix(','));
        fields.collect::<Vec<_>>().join(", ")
    }

    /// The newest version's surface from the section `title` to the next one.
    pub fn surface(&self, title: &str) -> String {
        let output = self.output();
        let version = &output.plans.last().unwrap().release.version.name;
        let surface = &output.surfaces[version];
        let (_, section) = surface.split_once(&format!("\n{title} (")).unwrap();
        let (_, lines) = section.split_once(")\n\n").unwrap();
        lines.split("\n\n").next().unwrap().trim_end().to_owned()
    }

    /// Every problem with its place, as text.
    pub fn problems(&self) -> String {
        match self.generate() {
            Ok(output) => panic!("no problem was found in {:#?}", output.surfaces),
            Err(found) => list(&found),
        }
    }
}

/// Every node of the document at or below `at`.
pub fn nodes(document: &Value, at: Pointer) -> Vec<Pointer> {
    let children: Vec<_> = match document.pointer(at.as_str()).unwrap() {
        Value::Array(items) => (0..items.len()).map(|index| at.index(index)).collect(),
        Value::Object(members) => members.keys().map(|key| at.child(key)).collect(),
        _ => Vec::new(),
    };
    let below = children
        .into_iter()
        .flat_map(|child| nodes(document, child));
    std::iter::once(at).chain(below).collect()
}

/// Diagnostics as text: place, message, help.
pub fn list(found: &[Diagnostic]) -> String {
    found
        .iter()
        .map(|diagnostic| {
            let place = diagnostic
                .place
                .as_ref()
                .map_or("nowhere".to_owned(), |place| place.to_string());
            let help = diagnostic.help.iter();
            let help: String = help.map(|help| format!("\n  = {help}")).collect();
            format!("{place}\n  {}{help}\n", diagnostic.message)
        })
        .collect()
}

/// The release of a version such as `2026-01-01.alpha`.
pub fn release(version: &str) -> Release {
    let version = Version::parse(version).unwrap();
    Release {
        crate_name: format!("shop-{}", version.codename),
        crate_version: "0.1.0".to_owned(),
        status: "stable".to_owned(),
        version,
    }
}

fn version_name(index: usize, codename: &str) -> String {
    format!("2026-0{}-01.{codename}", index + 1)
}

fn named(name: &str, text: &str) -> Text {
    Text {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

/// The item of `code` that begins with `declaration`, with the documentation before it, moved to
/// the left margin.
fn item(code: &str, declaration: &str) -> Option<String> {
    let lines: Vec<&str> = code.lines().collect();
    let declares = |line: &&str| {
        let rest = line.trim_start().strip_prefix(declaration);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    let at = lines.iter().position(declares)?;
    let depth = lines[at].len() - lines[at].trim_start().len();
    let belongs = |line: &&&str| line.trim_start().starts_with(['/', '#']);
    let before = lines[..at].iter().rev().take_while(belongs).count();
    let ends = |line: &&str| {
        line.len() - line.trim_start().len() == depth && line.ends_with(['}', ';', ','])
    };
    let length = lines[at..].iter().position(ends)? + 1;
    let own = lines[at - before..at + length].iter();
    Some(
        own.map(|line| line.get(depth..).unwrap_or_default())
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

/// Property tests that print what fails instead of keeping a file of it.
pub fn unrecorded() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Moves a snippet to the left margin, so that tests can indent it as they like.
pub fn dedent(snippet: &str) -> String {
    let snippet = snippet.strip_prefix('\n').unwrap_or(snippet);
    let filled = snippet.lines().filter(|line| !line.trim().is_empty());
    let margin = filled
        .map(|line| line.len() - line.trim_start().len())
        .min();
    snippet
        .trim_end()
        .lines()
        .map(|line| format!("{}\n", line.get(margin.unwrap_or(0)..).unwrap_or_default()))
        .collect()
}

fn indent(snippet: &str, by: usize) -> String {
    let margin = " ".repeat(by);
    snippet
        .lines()
        .map(|line| format!("{margin}{line}\n"))
        .collect()
}
