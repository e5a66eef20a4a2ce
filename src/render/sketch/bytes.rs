//! A value as bytes to be hashed.
//!
//! Invariant: two values of one type have the same bytes only if they are equal, but for what is left
//! out of sketches. Names of fields are not in them, because the type knows them; every other value
//! says what it is, because some types (JSON) can be any; whatever can have more or fewer parts says
//! how many, or where they end.

use std::fmt::Display;
use std::hash::Hasher;

use serde::ser::{self, Serialize};

use crate::theme::ThemeError;

/// Adds the bytes of `value` to `bytes`.
pub(super) fn write(
    value: &(impl Serialize + ?Sized),
    bytes: &mut Vec<u8>,
) -> Result<(), ThemeError> {
    value.serialize(Bytes(bytes)).map_err(|error| ThemeError::Template(error.0))
}

/// Takes the bytes of what can be hashed, which ends where it says or tells its length.
pub(in crate::render) struct Fed<'b>(pub(in crate::render) &'b mut Vec<u8>);

impl Hasher for Fed<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.len() as u64
    }
}

/// Adds `part` with its length.
pub(super) fn add(part: &[u8], bytes: &mut Vec<u8>) {
    number(part.len() as u64, bytes);
    bytes.extend_from_slice(part);
}

/// Adds `number`, seven bits in a byte, the lowest first; the last byte is below 128. Most are small.
fn number(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 128 {
        bytes.push(number.to_le_bytes()[0] | 128);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// Before another part of what did not say how many there are, and after the last.
const MORE: u8 = 1;
const END: u8 = 0;

/// Before a value: what it is.
mod kind {
    pub(super) const UNIT: u8 = 0;
    pub(super) const SOME: u8 = 1;
    pub(super) const VARIANT: u8 = 2;
    pub(super) const BYTES: u8 = 3;
    pub(super) const SEQUENCE: u8 = 4;
    pub(super) const MAP: u8 = 5;
    pub(super) const SIGNED: u8 = 6;
    pub(super) const UNSIGNED: u8 = 7;
    pub(super) const FLOAT: u8 = 8;
}

struct Bytes<'b>(&'b mut Vec<u8>);

/// Why a value has no bytes: its own reason.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Refused(String);

impl ser::Error for Refused {
    fn custom<T: Display>(reason: T) -> Self {
        Self(reason.to_string())
    }
}

/// Parts of a value, one after the other.
struct Parts<'b> {
    bytes: &'b mut Vec<u8>,
    /// Whether each is announced, because nobody said how many there are.
    announced: bool,
}

impl Parts<'_> {
    fn part(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Refused> {
        if self.announced {
            self.bytes.push(MORE);
        }
        value.serialize(Bytes(self.bytes))
    }

    fn end(self) {
        if self.announced {
            self.bytes.push(END);
        }
    }
}

impl<'b> Bytes<'b> {
    fn parts(self) -> Parts<'b> {
        Parts { bytes: self.0, announced: false }
    }

    fn counted(self, kind: u8, count: Option<usize>) -> Parts<'b> {
        self.0.push(kind);
        number(count.map_or(u64::MAX, |count| count as u64), self.0);
        Parts { bytes: self.0, announced: count.is_none() }
    }

    fn variant(self, index: u32) -> Parts<'b> {
        self.0.push(kind::VARIANT);
        number(index.into(), self.0);
        self.parts()
    }
}

macro_rules! numbers {
    ($($name:ident: $type:ty, $kind:ident, $bits:expr;)*) => {
        $(fn $name(self, value: $type) -> Result<(), Refused> {
            let bits: fn($type) -> u64 = $bits;
            self.0.push(kind::$kind);
            number(bits(value), self.0);
            Ok(())
        })*
    };
}

impl<'b> ser::Serializer for Bytes<'b> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Parts<'b>;
    type SerializeTuple = Parts<'b>;
    type SerializeTupleStruct = Parts<'b>;
    type SerializeTupleVariant = Parts<'b>;
    type SerializeMap = Parts<'b>;
    type SerializeStruct = Parts<'b>;
    type SerializeStructVariant = Parts<'b>;

    numbers! {
        serialize_bool: bool, UNSIGNED, u64::from;
        serialize_i8: i8, SIGNED, |value| i64::from(value).cast_unsigned();
        serialize_i16: i16, SIGNED, |value| i64::from(value).cast_unsigned();
        serialize_i32: i32, SIGNED, |value| i64::from(value).cast_unsigned();
        serialize_i64: i64, SIGNED, i64::cast_unsigned;
        serialize_u8: u8, UNSIGNED, u64::from;
        serialize_u16: u16, UNSIGNED, u64::from;
        serialize_u32: u32, UNSIGNED, u64::from;
        serialize_u64: u64, UNSIGNED, u64::from;
        serialize_f32: f32, FLOAT, |value| f64::from(value).to_bits();
        serialize_f64: f64, FLOAT, f64::to_bits;
        serialize_char: char, UNSIGNED, u64::from;
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_str(self, value: &str) -> Result<(), Refused> {
        self.serialize_bytes(value.as_bytes())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Refused> {
        self.0.push(kind::BYTES);
        add(value, self.0);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        self.0.push(kind::SOME);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.0.push(kind::UNIT);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
    ) -> Result<(), Refused> {
        self.variant(index);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        self.variant(index).part(value)
    }

    fn serialize_seq(self, count: Option<usize>) -> Result<Parts<'b>, Refused> {
        Ok(self.counted(kind::SEQUENCE, count))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'b>, Refused> {
        Ok(self.parts())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'b>, Refused> {
        Ok(self.parts())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Parts<'b>, Refused> {
        Ok(self.variant(index))
    }

    fn serialize_map(self, count: Option<usize>) -> Result<Parts<'b>, Refused> {
        Ok(self.counted(kind::MAP, count))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'b>, Refused> {
        Ok(self.parts())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Parts<'b>, Refused> {
        Ok(self.variant(index))
    }
}

macro_rules! parts {
    ($($kind:ident: $add:ident($($name:ty)?),)*) => {
        $(impl ser::$kind for Parts<'_> {
            type Ok = ();
            type Error = Refused;

            fn $add<T: Serialize + ?Sized>(&mut self, $(_: $name,)? value: &T) -> Result<(), Refused> {
                self.part(value)
            }

            fn end(self) -> Result<(), Refused> {
                Parts::end(self);
                Ok(())
            }
        })*
    };
}

parts! {
    SerializeSeq: serialize_element(),
    SerializeTuple: serialize_element(),
    SerializeTupleStruct: serialize_field(),
    SerializeTupleVariant: serialize_field(),
    SerializeStruct: serialize_field(&'static str),
    SerializeStructVariant: serialize_field(&'static str),
}

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        self.part(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        value.serialize(Bytes(self.bytes))
    }

    fn end(self) -> Result<(), Refused> {
        Parts::end(self);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;
    use serde_json::json;

    fn bytes(value: &impl Serialize) -> Vec<u8> {
        let mut bytes = Vec::new();
        super::write(value, &mut bytes).unwrap();
        bytes
    }

    #[derive(Serialize)]
    enum Kind {
        Unit,
        Other,
        One(u8),
        Two(u8, u8),
        Named { a: u8 },
    }

    #[derive(Serialize)]
    struct Page<T> {
        #[serde(flatten)]
        content: T,
        last: &'static str,
    }

    #[test]
    fn values_that_differ_have_bytes_that_differ() {
        let texts: [&[&str]; 7] =
            [&[], &[""], &["", ""], &["ab"], &["a", "b"], &["b", "a"], &["a", "", "b"]];
        let options: [(Option<&str>, Option<&str>); 4] =
            [(None, None), (Some(""), None), (None, Some("")), (Some("a"), None)];
        let kinds = [Kind::Unit, Kind::Other, Kind::One(0), Kind::Two(0, 1), Kind::Named { a: 1 }];
        let keys: [&[&str]; 5] = [&[], &[""], &["ab"], &["a", "b"], &["", "a", "b"]];
        let maps: Vec<BTreeMap<&str, &str>> =
            keys.iter().map(|keys| keys.iter().map(|key| (*key, "v")).collect()).collect();
        let pages = maps.iter().map(|content| Page { content, last: "ab" });
        for all in [
            texts.iter().map(bytes).collect::<Vec<_>>(),
            options.iter().map(bytes).collect(),
            kinds.iter().map(bytes).collect(),
            maps.iter().map(bytes).collect(),
            pages.map(|page| bytes(&page)).collect(),
            [0.0, -0.0, 1.5, f64::NAN].iter().map(bytes).collect(),
            ['a', '文'].iter().map(bytes).collect(),
            [json!(null), json!(false), json!(-1), json!(1), json!(1.0), json!("1"), json!([])]
                .iter()
                .map(bytes)
                .collect(),
            [
                json!({}),
                json!([1]),
                json!([[1]]),
                json!([1, 1]),
                json!([[1], 1]),
                json!({ "1": 1 }),
            ]
            .iter()
            .map(bytes)
            .collect(),
        ] {
            for (n, one) in all.iter().enumerate() {
                assert!(!all[..n].contains(one), "{n}: {one:?}");
            }
        }
    }
}
