"""What the form designer in the browser is told: the site's field types, and how to edit each.

The designer knows controls, not properties: a new field type needs no line of TypeScript.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from datasets.designer.properties import (
    COMMON_PROPERTIES,
    ELEMENT_PROPERTIES,
    PALETTE_ORDER,
    PRIVACY_CLASSES,
    TERMINOLOGY_LABELS,
)
from forms_engine.fields import FieldType, Property, field_types

JSON = Any  # the border to the browser


def designer_config(*, read_only: bool, terminologies: Iterable[str] = ()) -> dict[str, JSON]:
    """Return the configuration as JSON values.

    `terminologies` are the systems of which this site has loaded concepts.
    """
    return {
        "fieldTypes": [_field_type(field_type) for field_type in _in_order()],
        "commonProperties": [_property(each) for each in COMMON_PROPERTIES],
        "elementProperties": {
            kind: [_property(each) for each in properties]
            for kind, properties in ELEMENT_PROPERTIES.items()
        },
        "privacyClasses": [
            [value, gettext(label), gettext(help_text)]
            for value, label, help_text in PRIVACY_CLASSES
        ],
        "terminologies": [
            {"system": system, "label": gettext(TERMINOLOGY_LABELS.get(system, system))}
            for system in sorted({*TERMINOLOGY_LABELS, *terminologies})
        ],
        "readOnly": read_only,
    }


def _in_order() -> list[FieldType]:
    """Return the types as the palette lists them: the usual ones first, what a site adds after them."""
    rank = {name: position for position, name in enumerate(PALETTE_ORDER)}
    types = [field_type for _, field_type in field_types.items()]
    return sorted(types, key=lambda each: rank.get(each.name, len(rank)))


def _field_type(field_type: FieldType) -> dict[str, JSON]:
    return {
        "name": field_type.name,
        "label": gettext(field_type.label),
        "group": gettext(field_type.group),
        "icon": field_type.icon,
        "description": gettext(field_type.description),
        "properties": [_property(each) for each in field_type.properties],
        "defaults": _plain(field_type.defaults),
    }


def _property(prop: Property) -> dict[str, JSON]:
    shown: dict[str, JSON] = {
        "name": prop.name,
        "control": prop.control,
        "label": gettext(prop.label),
        "help": gettext(prop.help) if prop.help else "",
        "choices": [[value, gettext(label)] for value, label in prop.choices],
    }
    limits = {"minimum": prop.minimum, "maximum": prop.maximum}
    return shown | {name: limit for name, limit in limits.items() if limit is not None}


def _plain(value: JSON) -> JSON:
    """Copy mappings and sequences of any kind into what JSON has."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
