"""Nicknames: what people say instead of a name.

Two words of our own lists, drawn at random, so that nothing of the patient is in them.
"""

from __future__ import annotations

import secrets

ADJECTIVES = """
Amber Autumn Azure Blue Brave Bright Bronze Calm Clear Clever Copper Coral Crimson Crystal Curious Early Emerald Evening
Fair Gentle Golden Green Happy Hazel Indigo Ivory Jade Jolly Kind Lilac Little Lively Lucky Marble Merry Misty Morning Noble
Olive Orange Pearl Polar Proud Purple Quick Quiet Rapid River Rosy Ruby Rustic Saffron Sandy Scarlet Silent Silver Snowy
Solar Spring Steady Summer Sunny Swift Tall Teal Topaz Tranquil Turquoise Velvet Violet Wandering White Wild Winter Wise
Woodland Yellow
"""
NOUNS = """
Acorn Albatross Alder Antelope Aspen Badger Beaver Birch Bison Bittern Blackbird Bramble Breeze Buzzard Camel Cedar Chamois
Cherry Clover Comet Condor Cormorant Crane Cricket Crocus Curlew Cypress Dahlia Daisy Deer Dolphin Dormouse Dove Dragonfly
Eagle Egret Elk Elm Falcon Fern Finch Firefly Flamingo Fox Gannet Gazelle Gecko Goose Grouse Gull Hare Harvest Hawk Hazelnut
Hedgehog Heron Hoopoe Ibex Ibis Iris Ivy Jackdaw Jasmine Jay Juniper Kestrel Kingfisher Kite Lagoon Lantern Lark Laurel
Lavender Linnet Lizard Lotus Lynx Magnolia Magpie Maple Marigold Marmot Marten Meadow Meteor Mimosa Moose Moth Narwhal
Nightingale Nutmeg Oak Orchid Oriole Osprey Otter Owl Oyster Panda Partridge Peach Pebble Pelican Penguin Petrel Pheasant
Pine Plover Poplar Poppy Porpoise Puffin Quail Raccoon Raven Redstart Reindeer Robin Rowan Salmon Sandpiper Seal Sequoia
Skylark Snipe Sorrel Sparrow Squirrel Starling Stork Swallow Swan Swift Sycamore Tern Thistle Thrush Toucan Trout Tulip
Turtle Vole Wagtail Walnut Warbler Waxwing Willow Wombat Woodpecker Wren Yak
"""
FIRST, SECOND = tuple(ADJECTIVES.split()), tuple(NOUNS.split())


def draw_nickname() -> str:
    """Return two words, drawn at random."""
    return f"{secrets.choice(FIRST)} {secrets.choice(SECOND)}"


def is_nickname(words: str) -> bool:
    """Tell whether the words are of our lists: a nickname thought up by somebody who knows the patient may tell who it is."""
    first, _, second = words.partition(" ")
    return first in FIRST and second in SECOND
