//! Themes made of texts: what a site overrides, which words pages get, what is told of mistakes.

use super::*;

#[derive(Serialize)]
struct Page {
    lang: &'static str,
    root: &'static str,
    title: &'static str,
    count: u32,
}

const PAGE: Page = Page { lang: "zh-Hans", root: "../", title: "<残差>", count: 2 };

fn base() -> Layer {
    Layer::from_texts(
        "default",
        [
            ("theme.yaml", "styles: [a.css, b.css]"),
            ("styles/a.css", "a{}"),
            ("styles/b.css", "b{}"),
            ("static/fonts/x.woff2", "font"),
            ("strings/en.yaml", "papers: {one: one paper, other: '{n} papers'}\nhi: Hello {who}"),
            ("strings/zh.yaml", "papers: '{n} 篇论文'"),
            ("templates/paper.html", "<h1>{% block title %}{{ title }}{% endblock %}</h1>"),
        ],
    )
}

fn text(html: Vec<u8>) -> String {
    String::from_utf8(html).unwrap()
}

fn render(over: &[(&str, &str)], template: &str) -> String {
    let layers = vec![base(), Layer::from_texts("mine", over.iter().copied())];
    match Theme::from_layers("mine", &layers) {
        Ok(theme) => theme.render(template, &PAGE).map_or_else(|error| error.to_string(), text),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_site_overrides_one_template_and_may_extend_the_one_that_it_hides() {
    assert_eq!(render(&[], "paper.html"), "<h1>&lt;残差&gt;</h1>");
    let over = "{% extends \"default/paper.html\" %}{% block title %}“{{ super() }}”{% endblock %}";
    assert_eq!(render(&[("templates/paper.html", over)], "paper.html"), "<h1>“&lt;残差&gt;”</h1>");
}

#[test]
fn words_are_those_of_the_page_else_english_and_counted() {
    for (template, expected) in [
        ("{{ t(k='papers', n=count) }}", "2 篇论文"),
        ("{{ t(k='papers', n=1, lang='en') }}", "one paper"),
        ("{{ t(k='hi', who=title) }}", "Hello &lt;残差&gt;"),
    ] {
        assert_eq!(render(&[("templates/x.html", template)], "x.html"), expected);
    }
    let error = render(&[("templates/x.html", "{{ t(k='nope') }}")], "x.html");
    assert!(error.contains("no language has words for `nope`"), "{error}");
    assert!(error.contains("x.html"), "{error}");
}

#[test]
fn a_site_says_what_is_wrong_with_a_template_as_its_author_wrote_it() {
    let layers =
        |template| vec![base(), Layer::from_texts("mine", [("templates/x.html", template)])];
    for template in ["{{ t(k='hi', who='a') }} {{ t(k='no' ~ 'pe') }}", "{{ t(k='nope') }}"] {
        let theme = Theme::from_layers("mine", &layers(template)).unwrap();
        let said = theme.render("x.html", &PAGE).unwrap_err().to_string();
        let of_site = theme.with_site(&"site", PAGE.lang).render("x.html", &PAGE);
        assert_eq!(of_site.unwrap_err().to_string(), said);
        assert!(said.contains(template), "{said}");
    }
    let theme = Theme::from_layers("mine", &layers("{{ t(k='papers', n=2) }} {{ site }}")).unwrap();
    for (lang, expected) in [("zh", "2 篇论文 a"), ("en", "2 papers a"), ("zh", "2 篇论文 a")]
    {
        let page = Page { lang, ..PAGE };
        assert_eq!(text(theme.with_site(&"a", lang).render("x.html", &page).unwrap()), expected);
    }
}

fn of_site(over: &[(&str, &str)]) -> Result<String, ThemeError> {
    let layers = vec![base(), Layer::from_texts("mine", over.iter().copied())];
    let theme = Theme::from_layers("mine", &layers).unwrap();
    theme.with_site(&"site", PAGE.lang).render("x.html", &PAGE).map(text)
}

#[test]
fn how_far_a_paper_was_read_is_shown_by_parts_of_the_theme() {
    let with = |mark, template| {
        of_site(&[
            ("templates/parts/pass_mark.html", mark),
            ("templates/parts/pass_words.html", "{{ pass }} & {{ lang }}"),
            ("templates/x.html", template),
        ])
    };
    let mark = "<b>{{ t(k='papers', n=pass) }}</b>";
    let said =
        with(mark, "{{ count | pass_mark }} {{ 0 | pass_words }} {{ '3' | int | pass_mark }}");
    assert_eq!(said.unwrap(), "<b>2 篇论文</b> 0 & zh-Hans <b>3 篇论文</b>");
    for (mark, template, expected) in [
        (mark, "{{ 4 | pass_mark }}", "there is no pass 4"),
        ("{{ title }}", "{{ 1 | pass_mark }}", "parts/pass_mark.html"),
        ("{{ asset(path='style.css') }}", "{{ 1 | pass_mark }}", "needs `root`"),
    ] {
        let error = with(mark, template).unwrap_err().to_string();
        assert!(error.contains(expected) && error.contains("x.html"), "{error}");
    }
}

#[test]
fn words_are_found_by_the_end_of_their_key() {
    let strings = ("strings/en.yaml", "n-2: R&D\nn-2-x: 'no'\ntitle-a: no");
    let with = |template| of_site(&[strings, ("templates/x.html", template)]);
    assert_eq!(with("{{ t(k='n-' ~ count) }}").unwrap(), "R&amp;D");
    let error = with("{{ t(k='title-' ~ title) }}").unwrap_err().to_string();
    assert!(error.contains("no language has words for `title-<残差>`"), "{error}");
}

#[test]
fn styles_are_one_file_whose_name_follows_its_content() {
    let link = "{{ asset(path='style.css') }} {{ asset(path='fonts/x.woff2') }}";
    let before = render(&[("templates/x.html", link)], "x.html");
    let after = render(&[("templates/x.html", link), ("styles/b.css", "b{c:d}")], "x.html");
    assert!(
        before.starts_with("../assets/style.") && before.ends_with(".css ../assets/fonts/x.woff2")
    );
    assert_ne!(before, after);
}

#[test]
fn a_theme_that_cannot_be_used_says_why() {
    for (over, expected) in [
        (("templates/x.html", "{% if %}"), "x.html"),
        (("templates/x.html", "{% include 'gone.html' %}"), "gone.html"),
        (("theme.yaml", "styles: [gone.css]"), "`styles/gone.css`"),
        (("theme.yaml", "color: red"), "mine/theme.yaml"),
    ] {
        let said = render(&[over], "x.html");
        assert!(said.contains(expected), "{said}");
    }
    let theme = Theme::from_layers("default", &[base()]).unwrap();
    assert_eq!(
        theme.require(["paper.html", "home.html"]).unwrap_err().to_string(),
        "theme `default` lacks the template `home.html`"
    );
    assert!(Theme::builtin("gone").unwrap_err().to_string().contains("`default`"));
}
