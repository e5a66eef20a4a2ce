use std::io::Cursor;
use std::sync::Arc;

use super::{Card, Fonts, HEIGHT, WIDTH};

fn fonts() -> Fonts {
    let latin = include_bytes!("../../themes/default/cards/latin.otf");
    let mut fonts = Fonts::default();
    fonts.add(Arc::from(&latin[..])).unwrap();
    fonts
}

fn card(title: &str) -> Card {
    Card {
        title: title.to_owned(),
        key: "he2016deep".to_owned(),
        facts: "He et al. · CVPR 2016".to_owned(),
        site: "Three Passes".to_owned(),
        pass: 2,
        ..Card::default()
    }
}

#[test]
fn a_card_is_a_png_of_the_size_that_is_asked_for() {
    let png = card("Deep Residual Learning for Image Recognition").png(&fonts());
    let mut reader = png::Decoder::new(Cursor::new(&png)).read_info().unwrap();
    assert_eq!(reader.info().size(), (WIDTH, HEIGHT));
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    assert!(png.len() < 40_000, "{} bytes", png.len());
}

#[test]
fn the_same_card_has_the_same_bytes_and_another_has_others() {
    let fonts = fonts();
    let first = card("Deep Residual Learning").png(&fonts);
    assert_eq!(card("Deep Residual Learning").png(&fonts), first);
    assert_ne!(card("Deep Residual Learnings").png(&fonts), first);
    assert_ne!(Card { pass: 3, ..card("Deep Residual Learning") }.png(&fonts), first);
}

#[test]
fn a_title_that_no_font_can_write_gives_way_to_what_can_be_written() {
    let fonts = fonts();
    let by_key = card("he2016deep").png(&fonts);
    assert_eq!(card("用于图像识别的深度残差学习").png(&fonts), by_key);
    let both = Card { other_title: "he2016deep".to_owned(), ..card("深度残差学习") };
    assert_eq!(both.png(&fonts), by_key);
    assert!(fonts.can_write("Łukasz Kaiser"), "a letter stands in without its accent");
}

#[test]
fn a_long_title_is_broken_made_smaller_and_cut() {
    let fonts = fonts();
    let words = |count: usize| "residual ".repeat(count);
    let lines = |count, most| fonts.lines(&words(count), 60.0, 1000.0, most);
    assert_eq!(lines(3, 4).lines.len(), 1);
    assert_eq!(lines(8, 4).lines.len(), 2);
    let long = lines(80, 4);
    assert_eq!(long.lines.len(), 4);
    assert!(!long.is_whole() && long.lines[3].ends_with('…'), "{long:?}");
    assert_eq!(fonts.lines("A\tB", 60.0, 1000.0, 1).lines, ["A B"]);
}

#[test]
fn what_stood_between_words_goes_with_those_that_cannot_be_written() {
    let fonts = fonts();
    for (text, expected) in [
        ("三遍书 · Three Passes", "Three Passes"),
        ("Notes: 读书", "Notes"),
        ("A – B", "A – B"),
        ("- A", "- A"),
    ] {
        assert_eq!(fonts.lines(text, 30.0, 1000.0, 1).lines, [expected], "{text}");
    }
}

#[test]
fn what_is_no_font_is_refused() {
    assert!(Fonts::default().add(Arc::from(&b"no font"[..])).is_err());
}
