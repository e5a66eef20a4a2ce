use crate::bibliography::reference::reference_by;
use crate::bibliography::{
    Citation, Cited, Emphasis, Entry, Formatter, Locale, Run, Style, read_bibtex, reference,
    to_html, to_text,
};

const PAPERS: &str = r"
@inproceedings{he, title={Deep Residual Learning for Image Recognition}, author={He, Kaiming and Zhang, Xiangyu and Ren, Shaoqing and Sun, Jian}, booktitle={CVPR}, pages={770--778}, year={2016}, publisher={IEEE}, address={Las Vegas, NV, USA}, doi={10.1109/CVPR.2016.90}}
@article{sun, title={深度学习研究综述}, author={孙志军 and 薛磊 and 许阳明 and 王正}, journal={计算机应用研究}, volume=29, number=8, pages={2806-2810}, year=2012}
@misc{adam, title={Adam: A Method for Stochastic Optimization}, author={Diederik P. Kingma and Jimmy Ba}, year={2014}, eprint={1412.6980}, archivePrefix={arXiv}}
@book{zhou, title={机器学习}, author={周志华}, publisher={清华大学出版社}, address={北京}, year={2016}, edition={2}}
@misc{none, title={R\&D of <b> in $x<y$}}
@article{tsne, title={Visualizing Data using {t-SNE}}, author={van der Maaten, Laurens and Hinton, Geoffrey}, journal={Journal of Machine Learning Research}, year=2008, volume=9, pages={2579--2605}}
@article{many, title={T}, author={Doe, Jane and others}, journal={Nature}, year={in press}}
@inproceedings{wang, title={一种注意力机制}, author={王五 and 赵六}, booktitle={大会论文集}, publisher={科学出版社}, address={北京}, year={2018}, pages={12--18}}
@misc{openai, author={{OpenAI}}, title={Report}, year=2023, url={https://openai.com/a?b=1&c}}
";

fn shown(style: Style) -> String {
    let (entries, problems) = read_bibtex(PAPERS);
    assert_eq!(problems, []);
    let lines: Vec<String> =
        entries.iter().map(|entry| to_text(&reference(style, entry))).collect();
    lines.join("\n")
}

#[test]
fn apa_references_follow_the_seventh_edition() {
    insta::assert_snapshot!(shown(Style::Apa), @r"
    He, K., Zhang, X., Ren, S., & Sun, J. (2016). Deep Residual Learning for Image Recognition. In CVPR (pp. 770–778). IEEE. https://doi.org/10.1109/CVPR.2016.90
    孙志军, 薛磊, 许阳明, 王正. (2012). 深度学习研究综述. 计算机应用研究, 29(8), 2806–2810.
    Kingma, D. P., & Ba, J. (2014). Adam: A Method for Stochastic Optimization (arXiv:1412.6980). arXiv. https://arxiv.org/abs/1412.6980
    周志华. (2016). 机器学习 (第 2 版). 清华大学出版社.
    R&D of <b> in $x<y$. (n.d.).
    van der Maaten, L., & Hinton, G. (2008). Visualizing Data using t-SNE. Journal of Machine Learning Research, 9, 2579–2605.
    Doe, J., et al. (in press). T. Nature.
    王五, 赵六. (2018). 一种注意力机制. 见 大会论文集 (第 12–18 页). 科学出版社.
    OpenAI. (2023). Report. https://openai.com/a?b=1&c
    ");
}

#[test]
fn ieee_references_follow_the_reference_guide() {
    insta::assert_snapshot!(shown(Style::Ieee), @r"
    K. He, X. Zhang, S. Ren, and J. Sun, “Deep Residual Learning for Image Recognition,” in CVPR, Las Vegas, NV, USA: IEEE, 2016, pp. 770–778. doi: 10.1109/CVPR.2016.90.
    孙志军, 薛磊, 许阳明, and 王正, “深度学习研究综述,” 计算机应用研究, vol. 29, no. 8, pp. 2806–2810, 2012.
    D. P. Kingma and J. Ba, “Adam: A Method for Stochastic Optimization,” 2014, arXiv: arXiv:1412.6980. [Online]. Available: https://arxiv.org/abs/1412.6980
    周志华, 机器学习, 2nd ed. 北京: 清华大学出版社, 2016.
    “R&D of <b> in $x<y$.”
    L. van der Maaten and G. Hinton, “Visualizing Data using t-SNE,” Journal of Machine Learning Research, vol. 9, pp. 2579–2605, 2008.
    J. Doe, et al., “T,” Nature, In press.
    王五 and 赵六, “一种注意力机制,” in 大会论文集, 北京: 科学出版社, 2018, pp. 12–18.
    OpenAI, “Report.” 2023. [Online]. Available: https://openai.com/a?b=1&c
    ");
}

#[test]
fn gb_t_7714_references_are_worded_in_the_language_of_the_work() {
    insta::assert_snapshot!(shown(Style::GbT7714), @r"
    HE K, ZHANG X, REN S, et al. Deep Residual Learning for Image Recognition[C/OL]//CVPR. Las Vegas, NV, USA: IEEE, 2016: 770-778. DOI:10.1109/CVPR.2016.90.
    孙志军, 薛磊, 许阳明, 等. 深度学习研究综述[J]. 计算机应用研究, 2012, 29(8): 2806-2810.
    KINGMA D P, BA J. Adam: A Method for Stochastic Optimization[A/OL]. arXiv, 2014. https://arxiv.org/abs/1412.6980.
    周志华. 机器学习[M]. 2版. 北京: 清华大学出版社, 2016.
    R&D of <b> in $x<y$[Z].
    VAN DER MAATEN L, HINTON G. Visualizing Data using t-SNE[J]. Journal of Machine Learning Research, 2008, 9: 2579-2605.
    DOE J, et al. T[J]. Nature.
    王五, 赵六. 一种注意力机制[C]//大会论文集. 北京: 科学出版社, 2018: 12-18.
    OpenAI. Report[EB/OL]. (2023). https://openai.com/a?b=1&c.
    ");
}

#[test]
fn html_is_escaped_math_is_handed_over_and_addresses_are_links() {
    let (entries, _) = read_bibtex(PAPERS);
    let math = |formula: &str| format!("[math {}]", formula.len());
    assert_eq!(
        to_html(&reference(Style::Apa, &entries[4]), &math),
        "<i>R&amp;D of &lt;b&gt; in [math 3]</i>. (n.d.)."
    );
    assert!(to_html(&reference(Style::Apa, &entries[8]), &math).ends_with(
        "<a href=\"https://openai.com/a?b=1&amp;c\" rel=\"external noopener\">https://openai.com/a?b=1&amp;c</a>"
    ));
    let runs = [Run::Styled(Emphasis::SmallCaps, vec![Run::Text("\"<".to_owned())])];
    assert_eq!(to_html(&runs, &math), "<span class=\"small-caps\">&quot;&lt;</span>");
}

/// `narrative` is written with a leading `!`; `0@3` is entry 0, page 3.
fn citation(text: &str) -> Citation {
    let narrative = text.starts_with('!');
    let items = text.trim_start_matches('!').split(' ').map(|item| {
        let (entry, place) = item.split_once('@').unwrap_or((item, ""));
        let locator = (!place.is_empty()).then(|| place.replace('_', " "));
        Cited { entry: entry.parse().unwrap_or(usize::MAX), locator }
    });
    Citation { narrative, items: items.collect() }
}

/// The citations of one page, raised text between `^`, and the order of its references.
fn cited(style: Style, locale: Locale, bib: &str, citations: &[&str]) -> (String, Vec<String>) {
    let (entries, _) = read_bibtex(bib);
    let formatter = Formatter::new(style, entries.clone());
    let citations: Vec<Citation> = citations.iter().map(|text| citation(text)).collect();
    let page = formatter.cite(locale, &citations);
    let inline = page.in_text.iter().map(|pieces| {
        let text = pieces.iter().map(|piece| {
            if piece.raised { format!("^{}^", piece.text) } else { piece.text.clone() }
        });
        text.collect::<String>().replace("^^", "")
    });
    let list = page.references.iter().map(|reference| {
        format!(
            "{}{}",
            reference.label.as_deref().unwrap_or_default(),
            entries[reference.entry].key
        )
    });
    (inline.collect::<Vec<_>>().join(" | "), list.collect())
}

#[test]
fn citations_are_worded_by_style_and_page() {
    for (style, locale, citations, expected) in [
        (
            Style::Apa,
            Locale::En,
            vec!["0@3 5", "!0", "!5@3-5", "2", "4", "1"],
            "(He et al., 2016, p. 3; van der Maaten & Hinton, 2008) | He et al. (2016) | van der Maaten and Hinton (2008, pp. 3–5) | (Kingma & Ba, 2014) | (“R&D of <b> in $x<y$”, n.d.) | (孙志军等, 2012)",
        ),
        (
            Style::Apa,
            Locale::Zh,
            vec!["0@3 1", "!5", "!1", "4", "6"],
            "（孙志军等，2012；He等，2016，第 3 页） | van der Maaten和Hinton（2008） | 孙志军等（2012） | （《R&D of <b> in $x<y$》，日期不详） | （Doe等，in press）",
        ),
        (
            Style::Ieee,
            Locale::En,
            vec!["0", "1 2 0", "!1@Fig._2", "2 4"],
            "[1] | [1]–[3] | 孙志军等 [2, Fig. 2] | [3], [4]",
        ),
        (
            Style::GbT7714,
            Locale::Zh,
            vec!["0", "1 2 0", "3 0", "!1@3-5", "0@p._7"],
            "^[1]^ | ^[1-3]^ | ^[1,4]^ | 孙志军等^[2]3-5^ | ^[1]7^",
        ),
    ] {
        assert_eq!(cited(style, locale, PAPERS, &citations).0, expected, "{style} {locale:?}");
    }
}

#[test]
fn numbers_follow_the_citations_and_apa_the_alphabet() {
    let citations = ["5 1", "0", "99"];
    assert_eq!(
        cited(Style::Ieee, Locale::En, PAPERS, &citations).1,
        ["[1]tsne", "[2]sun", "[3]he"]
    );
    assert_eq!(cited(Style::Apa, Locale::En, PAPERS, &citations).1, ["he", "sun", "tsne"]);
    assert_eq!(cited(Style::Apa, Locale::Zh, PAPERS, &citations).1, ["sun", "he", "tsne"]);
}

#[test]
fn works_of_one_year_are_told_apart_by_letters_or_more_names() {
    let bib = "@misc{b, author={He, K. and Z, A. and Y, B.}, title={B}, year=2016}
        @misc{a, author={He, K. and Z, A. and Y, B.}, title={A}, year=2016}
        @misc{c, author={He, K. and Sun, J. and Y, B.}, title={C}, year=2016}
        @misc{d, author={Doe, J.}, title={D}} @misc{e, author={Doe, J.}, title={E}}";
    let (text, order) = cited(Style::Apa, Locale::En, bib, &["0 1 2", "3 4"]);
    assert_eq!(
        text,
        "(He, Sun, et al., 2016; He, Z, et al., 2016a, 2016b) | (Doe, n.d.-a, n.d.-b)"
    );
    assert_eq!(order, ["d", "e", "c", "a", "b"]);
    let (entries, _) = read_bibtex(bib);
    let citation = Citation {
        narrative: false,
        items: (0..5).map(|entry| Cited { entry, locator: None }).collect(),
    };
    let page = Formatter::new(Style::Apa, entries.clone()).cite(Locale::En, &[citation]);
    let list: Vec<String> =
        page.references.iter().map(|reference| to_text(&reference.runs)).collect();
    assert_eq!(list[0], "Doe, J. (n.d.-a). D.");
    assert_eq!(list[3], "He, K., Z, A., & Y, B. (2016a). A.");
}

#[test]
fn styles_are_known_by_their_names() {
    for (text, style) in [
        ("apa", Style::Apa),
        ("IEEE", Style::Ieee),
        ("gb-t-7714-2015", Style::GbT7714),
        ("gb-t-7714", Style::GbT7714),
        ("gbt7714", Style::GbT7714),
    ] {
        assert_eq!(text.parse(), Ok(style));
        assert_eq!(style.to_string().parse(), Ok(style));
    }
    let error = "mla".parse::<Style>().map_err(|error| error.to_string());
    assert_eq!(
        error,
        Err("`mla` is not a citation style; there are `apa`, `ieee` and `gb-t-7714-2015`"
            .to_owned())
    );
}

/// Every CSL type that an entry can be formatted as, by a kind that becomes it.
const KINDS: [&str; 24] = [
    "article",
    "inproceedings",
    "book",
    "incollection",
    "inbook",
    "phdthesis",
    "mastersthesis",
    "techreport",
    "online",
    "misc",
    "unpublished",
    "manual",
    "preprint",
    "dataset",
    "software",
    "patent",
    "proceedings",
    "article-magazine",
    "article-newspaper",
    "entry-encyclopedia",
    "motion_picture",
    "speech",
    "interview",
    "standard",
];

/// The reference is the one that the whole style gives.
fn assert_as_by_the_whole(style: Style, entry: &Entry) {
    let expected = reference_by(style.csl().unwrap(), style, entry);
    assert_eq!(reference(style, entry), expected, "{style}: {entry:?}");
}

#[test]
fn a_style_that_is_cut_down_to_a_kind_gives_the_same_references() {
    let (entries, _) = read_bibtex(PAPERS);
    for style in Style::ALL {
        for kind in KINDS {
            for entry in &entries {
                let entry = Entry { kind: kind.to_owned(), ..entry.clone() };
                assert_as_by_the_whole(style, &entry);
            }
        }
    }
}

type Change = Box<dyn Fn(&mut Entry)>;

/// What can be missing from an entry, each as the change that takes it away.
fn lacks(entry: &Entry) -> Vec<Change> {
    let mut lacks: Vec<Change> = vec![
        Box::new(|entry| entry.title = None),
        Box::new(|entry| entry.authors.clear()),
        Box::new(|entry| entry.editors = std::mem::take(&mut entry.authors)),
        Box::new(|entry| entry.date = None),
        Box::new(|entry| entry.doi = None),
        Box::new(|entry| entry.url = None),
        Box::new(|entry| entry.arxiv = None),
        Box::new(|entry| entry.container = None),
        Box::new(|entry| entry.publisher = None),
        Box::new(|entry| entry.volume = None),
        Box::new(|entry| entry.number = None),
        Box::new(|entry| entry.pages = None),
    ];
    for (name, _) in &entry.fields {
        let name = name.clone();
        lacks.push(Box::new(move |entry| entry.fields.retain(|(other, _)| *other != name)));
    }
    lacks
}

#[test]
fn a_style_that_is_cut_down_to_what_a_work_has_gives_the_same_references() {
    let (entries, _) = read_bibtex(PAPERS);
    for style in Style::ALL {
        for entry in &entries {
            for first in lacks(entry) {
                for second in lacks(entry) {
                    let mut entry = entry.clone();
                    first(&mut entry);
                    second(&mut entry);
                    assert_as_by_the_whole(style, &entry);
                }
            }
        }
    }
}
#[test]
fn a_volume_with_editors_keeps_its_number_pages_and_publisher() {
    let (entries, _) = read_bibtex(
        "@inproceedings{a, title={Selection}, author={Doe, Jane}, editor={Roe, Richard and Poe, Pat}, \
         booktitle={Algorithms}, volume=75, pages={1--19}, publisher={Dagstuhl}, year=2017}",
    );
    assert_eq!(
        to_text(&reference(Style::Apa, &entries[0])),
        "Doe, J. (2017). Selection. In R. Roe & P. Poe (Eds.), Algorithms (Vol. 75, pp. 1–19). Dagstuhl."
    );
}
