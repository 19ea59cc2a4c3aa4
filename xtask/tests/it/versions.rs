//! Versions that are left alone, retired, added and removed.

use crate::support::{
    nomos::{CURIE, Nomos, document, patched},
    run::{Run, xtask},
    upstream::Reply,
};
use std::fs;

const CHUCKY: &str = "/openapi.2025-12-01.chucky.json";
const DARWIN: &str = "2099-01-01.darwin";

/// A workspace around the crates, and a crate that uses them.
fn add_manifests(project: &Nomos) {
    let names = ["batman", "chucky", "edison", "curie"];
    let lines = |line: fn(&str) -> String| names.map(line).concat();
    let root = lines(|name| format!("nomos-{name} = {{ path = \"generated/nomos-{name}\" }}\n"));
    let users = lines(|name| format!("nomos-{name}.workspace = true\n"));
    project.write(
        "Cargo.toml",
        &format!("[workspace]\n[workspace.dependencies]\n{root}serde = \"1\"\n"),
    );
    project.write("tests/Cargo.toml", &format!("[dependencies]\n{users}"));
    project.write(
        "README.md",
        "Use `nomos-chucky`,\nor better `nomos-curie`.\n",
    );
    project.commit();
}

#[test]
fn only_the_selected_versions_are_regenerated() {
    let project = Nomos::fresh();
    let text = document(CURIE).to_string();
    let renamed = text.replace("Direction of the plan.", "Which way the plan goes.");
    project.publish(CURIE, &serde_json::from_str(&renamed).unwrap());
    // The others are not even asked for.
    project.upstream.set(CHUCKY, Reply::status(404));
    project.regen(&["--only", "curie,edison"]).ended(0);
    let changed = project.status();
    assert!(changed.contains("specs/2026-05-27.curie.yaml"), "{changed}");
    assert!(
        changed.contains("generated/nomos-curie/src/types/plans.rs"),
        "{changed}"
    );
    for other in ["chucky", "batman"] {
        assert!(!changed.contains(other), "{changed}");
    }
    let pins = project.git(&["diff", "--unified=0", "specs/versions.toml"]);
    assert_eq!(pins.matches("\n+sha256").count(), 1, "{pins}");
}

#[test]
fn an_unknown_version_cannot_be_selected() {
    let project = Nomos::fresh();
    project
        .regen(&["--only", "curie,newton"])
        .ended(100)
        .assert_says(&["`newton` is not pinned; pinned versions: chucky, batman, edison, curie"]);
}

#[test]
fn a_retired_version_keeps_its_crate_and_is_not_fetched() {
    let project = Nomos::fresh();
    project.upstream.set(CHUCKY, Reply::status(404));
    project
        .regen(&[])
        .ended(100)
        .assert_says(&["--only batman,edison,curie", "--status chucky=retired"]);
    assert_eq!(project.status(), "");
    let run = project.regen(&["--status", "chucky=retired"]).ended(0);
    run.assert_says(&["2025-12-01.chucky  retired, not fetched"]);
    let readme = project.read("generated/nomos-chucky/README.md");
    assert!(readme.contains("(retired)"), "{readme}");
    project.review();
    project.commit();
    project.regen(&[]).ended(0);
    assert_eq!(project.status(), "");
}

#[test]
fn the_manifests_get_an_added_version() {
    let project = Nomos::fresh();
    add_manifests(&project);
    project.publish(DARWIN, &patched(document(CURIE), "darwin.yaml"));
    project.regen(&["--add", DARWIN]).ended(0);
    for (path, line) in [
        (
            "Cargo.toml",
            "nomos-darwin = { path = \"generated/nomos-darwin\" }\n",
        ),
        ("tests/Cargo.toml", "nomos-darwin.workspace = true\n"),
    ] {
        let diff = project.git(&["diff", "--unified=0", path]);
        assert!(diff.contains(&format!("\n+{line}")), "{diff}");
    }
}

#[test]
fn a_removed_version_is_reported_with_what_still_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |path: &str| folder.path().join(path);
    let mut pins = "crate-prefix = \"shop\"\n".to_owned();
    fs::create_dir(path("specs")).unwrap();
    fs::create_dir(path("tests")).unwrap();
    for name in ["2026-01-01.alpha", "2026-02-01.beta"] {
        pins = format!(
            "{pins}[[version]]\nname = \"{name}\"\nstatus = \"preview\"\n\
             url = \"https://shop.example/{name}.json\"\ncrate-version = \"0.1.0\"\n"
        );
        let document = format!(
            "openapi: 3.0.3\ninfo: {{title: Shop, version: {name}}}\n\
             servers: [{{url: 'https://shop.example'}}]\n\
             paths: {{/things: {{get: {{responses: {{204: {{description: ''}}}}}}}}}}\n"
        );
        fs::write(path(&format!("specs/{name}.yaml")), document).unwrap();
    }
    let regen = || {
        let mut command = xtask(folder.path());
        command.args(["regen", "--offline", "--no-verify"]);
        Run::of(command.args(["--specs", "specs", "--out", "generated"])).ended(0)
    };
    fs::write(path("specs/versions.toml"), &pins).unwrap();
    regen();
    let manifest = "[dependencies]\nshop-alpha.workspace = true\nshop-beta.workspace = true\n";
    fs::write(path("Cargo.toml"), "[workspace]\n").unwrap();
    fs::write(path("tests/Cargo.toml"), manifest).unwrap();
    fs::write(path("README.md"), "Use `shop-beta`\nor `shop-alpha`.\n").unwrap();
    let first = pins.find("[[version]]").unwrap();
    let second = pins.rfind("[[version]]").unwrap();
    pins.replace_range(first..second, "");
    fs::write(path("specs/versions.toml"), &pins).unwrap();
    regen().assert_says(&[
        "shop-alpha is removed: its version is no longer pinned\n",
        "warning: these files still name it:\n  README.md (1 line)\n",
    ]);
    assert!(!path("generated/shop-alpha").exists());
    let manifest = fs::read_to_string(path("tests/Cargo.toml")).unwrap();
    assert_eq!(manifest, "[dependencies]\nshop-beta.workspace = true\n");
}
