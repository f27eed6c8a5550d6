/**
 * Everyday descriptions and the subheadings that goods of that name are entered under, by the words of the tariff. The first list was
 * written before there was an index; the second afterwards, for other goods, with words misspelt and in other orders.
 */
import { describe, expect, test } from "vitest";
import { searchIndex } from "../../scripts/search-index.js";
import { searcher, spread } from "../../src/commands/find/search.js";

const BEFORE = `
cotton t-shirts | 610910
lithium ion batteries | 850760
brake pads | 870830
auto parts | 870899
whisky | 220830
kitchen cabinets | 940340
phone cases | 392690
laptops | 847130
solar panels | 854143
smartphones | 851713
ball bearings for cars | 848210
men's jeans | 620342
running shoes | 640411
coffee beans, roasted | 090121
green coffee | 090111
bananas | 080390
avocados | 080440
frozen shrimp | 030617
salmon fillets fresh | 030441
beef, frozen boneless | 020230
cheddar cheese | 040690
olive oil | 150920
chocolate bars | 180632
red wine bottles | 220421
beer | 220300
toys dolls | 950300
video game consoles | 950450
bicycles | 871200
electric cars | 870380
car tires | 401110
truck tires | 401120
wooden furniture for bedroom | 940350
office chairs | 940139
mattresses | 940429
LED light bulbs | 853952
refrigerators | 841810
washing machines | 845011
microwave ovens | 851650
vacuum cleaners | 850811
television sets | 852872
headphones | 851830
digital cameras | 852589
wristwatches | 910211
sunglasses | 900410
gold jewelry | 711319
leather handbags | 420221
plastic bags | 392321
cardboard boxes | 481910
steel screws | 731815
aluminum foil | 760711
copper pipe | 741110
crude oil | 270900
ceramic tiles | 690721
toilet paper | 481810
shampoo | 330510
perfume | 330300
aspirin tablets | 300490
syringes | 901831
printed books | 490199
electric motors | 850140
`;

const AFTER = `
women's leather boots | 640391
stainless steel water bottle | 732393
gaming mouse | 847160
electric toothbrush | 850980
bluetooth speaker | 851822
yoga mats | 950691
wooden chairs | 940169
frozen french fries | 200410
soy sauce | 210310
maple syrup | 170220
canned tuna | 160414
protein powder | 210690
tequila | 220890
cut flowers roses | 060311
tomatoes fresh | 070200
car batteries | 850710
windshield wipers | 851240
spark plugs | 851110
motor oil | 271019
farm tractors | 870194
forklift truck | 842720
excavators | 842952
air conditioner | 841510
dishwasher | 842211
hair dryers | 851631
coffee maker | 851671
memory chips | 854232
hard drives | 847170
printed circuit boards | 853400
HDMI cables | 854442
drones | 880622
wheelchairs | 871310
hearing aids | 902140
x-ray machine | 902214
contact lenses | 900130
vaccines | 300241
vitamin C | 293627
ibuprofen tablets | 300490
lipstick | 330410
toothpaste | 330610
candles | 340600
garbage bags | 392321
rubber gloves | 401519
backpacks | 420292
bed sheets cotton | 630231
bath towels | 630260
curtains polyester | 630392
baby diapers | 961900
baseball caps | 650500
umbrellas | 660199
wall tiles | 690721
wine glasses | 701328
gold bars | 710812
rebar | 721420
aluminium sheets | 760612
kitchen knives | 821192
door locks | 830140
acoustic guitar | 920290
golf balls | 950632
christmas lights | 940531
hydraulic cylinders for excavators | 841221
wood pellets for heating | 440131
stuffed animals for children | 950300
mens wool suits | 620311
cell phone batteries | 850760
screen protector for phone | 391990
shock absorbers for cars | 870880
turbochargers | 841480
water pumps for pools | 841370
insulin | 300431
dog food | 230910
potato chips | 200520
pet beds | 630790
fish oil capsules | 210690
garlic | 070320
plywood | 441233
granite countertops | 680293
cotton yarn | 520512
ethernet switches | 851762
server racks | 940320
tablets computer | 847130
electric scooter | 871160
headlights | 851220
seat belts | 870821
car seats for babies | 940180
swimming pool | 950699
roofing shingles | 680710
pencils | 960910
cigars | 240210
surgical masks | 630790
cashmere sweaters | 611012
kayak | 890393
pistachios | 080251
blueberries frozen | 081190
laptop bags | 420292
webcams | 852589
carbon fiber | 681511
magnets | 850511
scissors | 821300
wind turbines | 850231
dining table | 940360
men's cotton shirts | 620520
women's dresses | 620443
leather wallets | 420231
silicone baking molds | 392410
plastic food containers | 392410
cordless drill | 846721
lawn mowers | 843311
pressure cooker | 732393
smart watches | 851762
fitness tracker | 851762
video doorbell | 852589
USB flash drives | 852351
power banks | 850760
electric kettles | 851679
LED strip lights | 940542
ceiling fans | 841451
water heaters | 851610
plastic pipes | 391723
copper wire | 740811
steel pipes | 730630
stainless steel sheets | 721934
hot rolled steel coils | 720839
engine parts | 840991
transmission gearbox for cars | 870840
motorcycles | 871150
electric bikes | 871160
aircraft parts | 880730
medical gloves | 401512
blood pressure monitors | 901890
surgical instruments | 901890
MRI scanner | 901813
antibiotics | 300420
cosmetics face cream | 330499
sunscreen | 330499
hand sanitizer | 380894
laundry detergent | 340250
paint | 320910
fertilizer urea | 310210
polyester yarn | 540233
denim fabric | 520942
socks | 611595
winter jackets men | 620140
wedding dresses | 620443
bras | 621210
hats | 650500
jigsaw puzzles | 950300
playing cards | 950440
fishing rods | 950710
treadmills | 950691
oranges | 080510
almonds | 080212
black pepper | 090411
green tea | 090210
pasta | 190219
honey | 040900
butter | 040510
lobster | 030612
pork ribs frozen | 020329
vodka | 220860
lumber | 440712
corrugated boxes | 481910
diamonds | 710239
silver rings | 711311
magnesium alloy wheels | 870870
semiconductor chips | 854239
ventilators | 901920
eyeglass frames | 900311
batteries AA | 850610
crayons | 960990
lithum batteries | 850760
t shirts | 610910
labtop computer | 847130
ball bearings | 848210
frozen chicken wings | 020714
refrigerater | 841810
sollar panel | 854143
automobile brake rotors | 870830
men's leather belts | 420330
plywood sheets hardwood | 441233
aluminum extrusions | 760429
wire harness for automobiles | 854430
ceramic coffee mugs | 691200
glass jars | 701090
gym equipment | 950691
kids bicycles | 871200
pickup trucks | 870431
gas grills | 732111
bathroom vanities | 940360
quartz countertops | 681099
hydraulic hoses | 400942
stainless steel kitchen sinks | 732410
roller skates | 950670
dog leashes | 420100
hair extensions human | 670420
nail polish | 330430
essential oils lavender | 330129
dried mango | 080450
frozen tuna | 030342
orange juice | 200912
`;

/** Sixty more, written before they were tried; of several numbers any is right. */
const LATER = `
guitar electric | 920790
digital piano | 920710
ink cartridges printer | 844399
laser printer | 844332/844331
projector | 852869/852862
security camera ip | 852589
car radio | 852721
gps navigator | 852691
power bank | 850760
phone charger usb-c | 850440
transformer oil filled large | 850423/850422/850421
diesel generator set | 850211/850212/850213
solar inverter | 850440
wind turbine blades | 841290/850300
printed circuit board bare | 853400
ceramic capacitors | 853224
memory chips dram | 854232
microprocessor | 854231
silicon wafers | 381800
semiconductor etching machine | 848620
3d printer plastic | 848520
cnc lathe | 845811
injection molding machine | 847710
welding robot | 851521/851531/847950
industrial robot arm | 847950
conveyor belt rubber | 401011/401012/401019
v-belt | 401031/401032/401033/401034
air compressor | 841480/841430/841440
heat pump split system | 841581/841510/841861
dishwasher | 842211
water filter household | 842121
combine harvester | 843351
tractor 100 hp | 870194/870195
trailer hitch | 870829/870899/871690
truck wheels aluminum | 870870
shock absorbers | 870880
car seats for children | 940180
airbag inflator | 870895/360490
motorcycle helmet | 650610
electric scooter | 871160
yacht with outboard | 890323/890333/890322/890321/890332/890331
aircraft engine parts | 841191
frozen blueberries | 081190
fresh strawberries | 081010
garlic fresh | 070320
basmati rice | 100630
chia seeds | 120799
green tea | 090210/090220
black pepper whole | 090411
vanilla beans | 090510
cashews shelled | 080132
almonds in shell | 080211
honey | 040900
parmesan cheese grated | 040620
butter | 040510
frozen pizza | 190120/190590
dog food canned | 230910
tequila | 220890
vodka | 220860
cigars | 240210
`;

/** As many again, written before they were tried; cat flaps by NY 870396, snowboards by HQ 085523, where a guess had been wrong. */
const LATEST = `
cat flap | 392590
snowboards | 950611
dash cam | 852589
robot vacuum cleaner | 850811/850860
air fryer | 851660/851679
espresso machine | 851671
e-reader | 854370/847141/847130
graphics cards | 847330/847180
solid state drives | 852351/847170
computer motherboard | 847330
27 inch computer monitor | 852852
led flashlight | 851310
electric blankets | 630110
massage chair | 901910
engine oil filter | 842123
alternator for car | 851150
starter motors | 851140
car radiator | 870891
front bumper | 870810
laminated windshield | 700721
exhaust muffler | 870892
clutch kit | 870893
steering wheels | 870894
catalytic converters | 842132
semi trailer for trucks | 871639
shipping containers | 860900
upvc windows | 392520
wooden front door | 441820/441821/441829
ceramic toilet | 691010
bathroom faucet brass | 848180
acrylic bathtub | 392210
vinyl plank flooring | 391810
mdf panels | 441112/441113/441114
drywall | 680911
steel garage doors | 730830
metal bunk bed | 940320
sofa | 940161/940171
plastic garden chairs | 940180
beach umbrella | 660110
blue tarps polyethylene | 630612
hiking boots | 640391/640299/640399
rubber flip flops | 640220
rain boots | 640192
steel toe work boots leather | 640340
yoga leggings | 610462/610463/611241
cotton hoodies | 611020
polo shirts men | 610510
men's boxer shorts | 610711/620711
polyester blouses women | 620640/610620
baby bodysuits cotton | 611120
down jackets women | 620240/620293
hard shell suitcase | 420212
leather watch bands | 911390
wall clocks | 910521
costume jewelry | 711719/711790
mountain bike tires | 401150
hex bolts steel | 731815
cat6 network cable | 854442
dental floss | 330620
electric shaver | 851010
batteries for electric vehicles | 850760
pv modules | 854143
tyres | 401110
copper cathode | 740311
rare earths | 280530/284690
jet fuel | 271019
ozempic | 300439/300490/300431
ai chips | 854231/847180/847330
minivan | 870323/870324
wagyu beef | 020130/020230/020110/020120/020220
`;

const search = searcher(searchIndex());
const asked = (list: string) =>
  list
    .trim()
    .split("\n")
    .map((line) => line.split(" | ") as [string, string]);
const found = (text: string, most: number): string[] => spread(search(text), most).map(({ hts }) => hts);

/** Those that are not among the first rows, by so many digits. */
const missed = (list: string, rows: number, digits: number): string[] =>
  asked(list).flatMap(([text, hts]) =>
    found(text, rows).some((one) =>
      hts.split("/").some((right) => one.slice(0, digits) === right.slice(0, digits)),
    )
      ? []
      : [text],
  );

describe.each([
  ["before there was an index", BEFORE],
  ["after", AFTER],
  ["later", LATER],
  ["latest", LATEST],
])("of the descriptions written %s", (_, list) => {
  const all = asked(list).length;
  test("the right heading is among the first three for 11 of 12", () => {
    expect(missed(list, 3, 4).length).toBeLessThanOrEqual(all / 12);
  });
  test("the right six digits are among the first five for 4 of 5", () => {
    expect(missed(list, 5, 6).length).toBeLessThanOrEqual(all / 5);
  });
});

test("plurals, capitals, accents and marks change nothing", () => {
  const plain = found("solar panel", 5);
  for (const text of ["SOLAR PANELS", "solar-panels!", "sólar pánel", "  panels,  solar "])
    expect(found(text, 1)).toEqual(plain.slice(0, 1));
});

test("a word that no text has finds those like it; one like nothing finds nothing", () => {
  expect(found("refrigerater", 3)).toContain("841810");
  expect(found("lithum battery", 3)).toContain("850760");
  expect(found("zzqqxx", 3)).toEqual([]);
  expect(found("", 3)).toEqual([]);
});

test("two words for one, and one for two", () => {
  for (const [text, hts] of [
    ["sun glasses", "900410"],
    ["head phones", "851830"],
    ["key boards", "847160"],
    ["powerbanks", "850760"],
    ["tooth brushes", "960321"],
    ["doorhinges", "830210"],
  ] as const)
    expect(found(text, 3)).toContain(hts);
});

test("British words find what American ones do", () => {
  for (const [british, american] of [
    ["nappies", "diapers"],
    ["rucksack", "backpack"],
    ["nail varnish", "nail polish"],
    ["pushchair", "stroller"],
    ["spanner", "wrench"],
    ["courgette", "zucchini"],
    ["baby dummy", "pacifier"],
  ] as const)
    expect(found(british, 3)).toContain(found(american, 1)[0]);
});

test("an everyday name finds the subheading it stands for, unless several share it", async () => {
  const { default: file } = await import("../../data/search/names.json", { with: { type: "json" } });
  const named = new Map<string, string[]>();
  for (const [hts, names] of Object.entries(file.names as Record<string, string[]>))
    for (const name of names) named.set(name, [...(named.get(name) ?? []), hts]);
  const some = [...named].filter((_, place) => place % 9 === 0);
  const lost = some.filter(
    ([name, codes]) =>
      !codes.some((code) =>
        search(name)
          .slice(0, 8)
          .some(({ hts }) => hts === code),
      ),
  );
  expect(lost.map(([name]) => name)).toEqual([]);
});

test("names stand for subheadings that the nomenclature has", async () => {
  const { default: file } = await import("../../data/search/names.json", { with: { type: "json" } });
  const { default: labels } = await import("../../data/labels/subheadings.json", { with: { type: "json" } });
  expect(Object.keys(file.names).filter((code) => !(code in labels.labels))).toEqual([]);
});
