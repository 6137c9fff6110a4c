import { randomInt } from 'node:crypto';

/** Short, easy to type, hard to confuse; nearly eight bits each. */
const words =
  `acorn actor adobe agate alder almond amber anchor anvil apple apron arbor arena arrow aspen atlas autumn avenue badge bagel bamboo banjo
  barley basin basket beacon beaver bench berry birch bishop bison blanket blossom boulder bramble branch brass bridge bronze brook brush bucket
  buffalo burrow button cabin cactus camel candle canoe canvas canyon carbon cargo carpet castle cedar cello chalk cherry chestnut cider cinder
  circus citrus clover cobalt cocoa comet compass copper coral cotton cradle crane crater cricket crystal curtain cypress daisy dancer dapper
  denim desert diamond dolphin donkey dragon drift drummer eagle easel echo eclipse elder elephant elm ember emerald engine envoy fable falcon
  feather fennel fern ferry fiddle finch flannel flint forest fossil fountain fox galaxy garden garlic garnet gazelle ginger glacier glider
  goblet granite grape gravel guitar gull hammer hamlet harbor harvest hazel heather heron hickory hollow honey hornet iceberg igloo indigo
  island ivory jacket jasmine jigsaw jungle juniper kayak kernel kettle kitten ladder lagoon lantern laurel lavender lemon lilac linen lobster
  locket lotus lumber magnet magpie mango maple marble marina meadow melon mentor meteor mint mirror mitten monsoon mosaic moss mountain muffin
  nectar needle nettle nickel nutmeg oasis oatmeal ocean olive onyx opal orange orbit orchid otter oyster paddle palace panther paper parrot
  pasture peach pebble pelican pepper piano pigeon pilot pine planet plum pocket pollen poplar potter prairie pumpkin puzzle quarry quartz
  quiver rabbit radish raven reed ribbon river robin rocket saddle saffron salmon sandal`.split(/\s+/);

/** Four words and a number: 38 bits, enough beside the lock after wrong tries, for accounts that only exist on this machine. */
export const newDemoPassword = (): string =>
  [...Array.from({ length: 4 }, () => words[randomInt(words.length)]), String(randomInt(10, 100))].join('-');

/** Asked once per browser where others can reach the demo (decisions.md D14): 52 bits. */
export const newAccessWord = (): string =>
  [...Array.from({ length: 5 }, () => words[randomInt(words.length)]), String(randomInt(1_000, 10_000))].join('-');
