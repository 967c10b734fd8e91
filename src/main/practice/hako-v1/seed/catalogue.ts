/**
 * What the practice shop sells. Two lines an article: `SKU prefix | name | price + step | case of n, keeps n months`,
 * then its variants. A variant is `CODE=words`, or one word that is both; variants are parted by `;`, and what stands
 * after ` / ` multiplies them. The codes complete the SKU (`KB-2048-BK`), the words replace the name's `{}` in turn.
 * Every further variant before the first ` / ` costs one step more.
 */
const table = `
# Electrical
KB | Cable ties {} mm, {}, pack of 100 | 1.90 + 0.70 | case of 12
   1025=100 × 2.5; 1436=140 × 3.6; 2036=200 × 3.6; 2048=200 × 4.8; 3036=300 × 3.6; 3048=300 × 4.8; 3076=300 × 7.6; 3776=370 × 7.6 / BK=black; WH=white
CC | Cable clips {} mm, {}, box of 100 | 2.40 + 0.40
   5; 6; 7; 9; 10; 14 / WH=white; GY=grey
HS | Heat-shrink tube {} mm, 10 m | 6.50 + 1.60
   3; 6; 9; 12; 19; 25
LT | Lever terminals, {}-way, box of 50 | 14.90 + 4.00 | case of 10
   2W-50=2; 3W-50=3; 5W-50=5
CR | Crimp connectors M{}, box of 100 | 10.90 + 1.70
   4-100=4; 5-100=5; 6-100=6; 8-100=8
FU | Fuses {} A, ceramic, box of 20 | 3.10 + 0.20
   3-20=3; 5-20=5; 10-20=10; 13-20=13; 16-20=16
NYM | Installation cable NYM-J {} mm², ring {} m | 39.00 + 21.00
   315=3 × 1.5; 325=3 × 2.5; 515=5 × 1.5 / 50; 100
SD | Steckdose {}, weiß | 3.90 + 2.10 | case of 10
   1=einfach; 2=zweifach; KS=mit Kinderschutz; FR=für Feuchträume
LD | LED work lamp {} W, IP65 | 24.90 + 10.00
   10-65=10; 20-65=20; 30-65=30; 50-65=50
BT | Batteries {}, alkaline, pack of {} | 11.90 + 1.00 | case of 12, keeps 26 months
   AA; AAA; C; D; 9V=9 V / 10; 20

# Fixings
HB-M6 | Hex bolt M6 × {}, zinc, box of 100 | 5.90 + 0.60 | case of 10
   20; 30; 40; 45; 60; 80
HB-M8 | Hex bolt M8 × {}, zinc, box of 50 | 6.80 + 0.40 | case of 10
   20; 30; 40; 45; 60; 80
HB-M10 | Hex bolt M10 × {}, zinc, box of 25 | 7.80 + 0.40
   20; 30; 40; 45; 60; 80
HN | Hex nut M{}, {}, box of 100 | 2.20 + 0.90
   6; 8; 10; 12 / ZN=zinc; A2=stainless A2
WA | Washer M{}, {}, box of 200 | 2.10 + 0.60
   6; 8; 10; 12 / ZN=zinc; A2=stainless A2
SC | Wood screws {} mm, {}, box of 200 | 6.40 + 0.90 | case of 6
   35-30=3.5 × 30; 40-40=4 × 40; 45-40=4.5 × 40; 45-50=4.5 × 50; 50-60=5 × 60; 60-80=6 × 80 / TX=Torx; PZ=Pozidriv
WP | Wall plugs {} mm, box of 100 | 3.20 + 0.60 | case of 10
   5-100=5; 6-100=6; 8-100=8; 10-100=10; 12-100=12; 14-100=14
DU | Dübel für Gipskarton, {}, Dose mit {} Stück | 5.40 + 1.30
   K=Kunststoff; M=Metall / 25; 50
GS | Gewindestange M{} × 1000 mm, verzinkt | 1.80 + 0.90
   6; 8; 10; 12
SB | Schließblech {}, Edelstahl | 7.90 + 1.40
   L=links; R=rechts; W=mit Winkel

# Safety
GL-NIT | Nitrile gloves, size {}, box of 100 | 8.40 + 0.00 | case of 10, keeps 24 months
   S; M; L; XL
GL-LAT | Latex gloves, size {}, box of 100 | 7.20 + 0.00 | case of 10, keeps 5 months
   S; M; L; XL
GL-CUT | Cut-resistant gloves, level C, size {}, pair | 9.60 + 0.00
   S; M; L; XL
MS | Breathing masks {}, box of {} | 14.50 + 7.00 | keeps 2 months
   FFP2; FFP3 / 10; 20
GG | Safety goggles, {}, EN 166 | 9.90 + 1.00
   166-CL=clear; 166-TN=tinted; 166-OV=over glasses
ED | Ear defenders, SNR {} dB | 17.50 + 6.00
   27; 32; 35
EP | Ear plugs, {}, box of 200 pairs | 19.90 + 4.00 | keeps 30 months
   FM=foam; CD=corded
FA | First-aid kit DIN {} | 27.90 + 31.00 | keeps 14 months
   13157; 13169
PL | Plasters, {}, box of 100 | 4.90 + 1.40 | keeps 9 months
   FB=fabric; WP=waterproof; DT=detectable, blue
EW | Eye wash {} ml, sterile | 8.90 + 6.00 | keeps 1 months
   250; 500
VE | High-visibility vest, {}, size {} | 4.50 + 0.30 | case of 20
   YE=yellow; OR=orange / M; L; XL
PO | Polo shirt, {}, size {} | 24.90 + 0.00
   NV=navy; BK=black / S; M; L; XL

# Cleaning
MB | Müllsäcke {} l, {}, Rolle mit 25 Stück | 3.90 + 1.30 | case of 20
   60; 120; 240 / BL=blau; WS=weiß
GR | Glass cleaner {} | 2.90 + 7.40 | keeps 20 months
   750=750 ml; 5L=5 l; 10L=10 l
ALL | All-purpose cleaner, {}, {} | 3.40 + 0.30 | case of 12, keeps 18 months
   CI=citrus; PI=pine; NT=neutral / 1L=1 l; 5L=5 l
HD | Händedesinfektion {} | 5.90 + 9.00 | case of 10, keeps 3 months
   500=500 ml; 1L=1 l; 5L=5 l
SP | Spülmaschinentabs, Packung mit {} Stück | 8.90 + 6.50 | keeps 16 months
   40; 80; 120
PT | Paper towels, {}-ply, {} | 21.90 + 5.00
   2; 3 / RL=6 rolls; FD=3,000 folded
MC | Microfibre cloth 40 × 40 cm, {}, pack of 10 | 7.90 + 0.00 | case of 10
   BL=blue; RD=red; GN=green; YE=yellow
FM | Fußmatte {} cm, anthrazit | 19.90 + 12.00
   60=60 × 40; 90=90 × 60; 150=150 × 90

# Packaging
BX | Shipping box {} mm, {}-wall | 0.60 + 0.30 | case of 25
   200=200 × 150 × 100; 300=300 × 200 × 150; 400=400 × 300 × 200; 500=500 × 400 × 300; 600=600 × 400 × 400 / S=single; D=double
TP | Masking tape {} mm × 50 m | 1.90 + 0.50 | case of 24
   19-50=19; 25-50=25; 38-50=38; 50-50=50
PK | Packing tape 50 mm × 66 m, {} | 2.30 + 0.10 | case of 36
   BR=brown; CL=clear; FR=printed FRAGILE
BW | Bubble wrap {} cm × 50 m | 14.90 + 9.00
   50; 100; 150
EN | Padded envelope {}, box of 100 | 9.90 + 3.20
   A=A/11; C=C/13; D=D/14; F=F/16; H=H/18
LB | Labels {} mm, roll of 1,000 | 8.50 + 2.10 | case of 12
   57=57 × 32; 76=76 × 51; 102=102 × 152
SF | Stretch film 50 cm, {} µm, {} | 9.90 + 2.00 | case of 6
   17; 23 / CL=clear; BK=black

# Workshop
DB | Drill bit HSS {} mm | 1.60 + 0.50
   3=3.0; 4=4.0; 5=5.0; 6=6.0; 8=8.0; 10=10.0
CD | Cutting disc {} mm, {} | 1.40 + 0.90 | case of 25
   115; 125; 230 / ST=steel; IN=stainless
SN | Sandpaper 230 × 280 mm, grit {}, pack of 50 | 19.90 + 0.00
   80; 120; 180; 240
ST | Staples {} mm, box of 5,000 | 5.70 + 0.60
   06-5K=6; 08-5K=8; 10-5K=10; 12-5K=12
GW | Silicone sealant 310 ml, {} | 5.40 + 0.40 | case of 12, keeps 4 months
   WH=white; CL=clear; GY=grey
OIL | Multi-purpose oil spray {} ml | 4.90 + 3.00 | case of 12, keeps 34 months
   200; 400
TK | Türkeil, Gummi, {} | 2.60 + 0.00
   GR=grau; SW=schwarz
SW | Screwdriver {}, insulated | 7.40 + 0.50
   PH1; PH2; PZ2; SL4=slotted 4 mm; TX20; TX25
TL | Threadlocker 50 ml, {} strength | 15.90 + 2.00 | keeps 11 months
   MD=medium; HI=high
RP | Rope {} mm × 20 m, polypropylene | 6.90 + 2.80
   6; 8; 10; 12
PN | Marker pen, {}, pack of 10 | 9.90 + 0.00 | case of 12, keeps 22 months
   BK=black; RD=red; BL=blue; GN=green
HK | Schraubhaken {} mm, verzinkt, Beutel mit 20 Stück | 2.30 + 0.40
   30; 40; 60
BE | Besen {} cm, Rosshaar, mit Stiel | 12.90 + 3.00
   40; 60; 80
KL | Gewebeklebeband 48 mm × 50 m, {} | 6.80 + 0.00 | case of 24
   SI=silber; SW=schwarz; WS=weiß
FT | Grease cartridge 400 g, {} | 5.90 + 3.00 | case of 12, keeps 28 months
   LI=lithium; HT=high temperature
BN | Storage bin {} mm, stackable | 2.40 + 1.90 | case of 10
   160=160 × 100 × 75; 235=235 × 145 × 125; 350=350 × 210 × 145; 500=500 × 310 × 200
`

export interface Family {
  readonly prefix: string
  readonly name: string
  readonly price: number
  readonly step: number
  readonly axes: readonly (readonly Choice[])[]
  /** Pieces in a case that has a barcode of its own; null where there is none. */
  readonly caseOf: number | null
  /** Months from now until about when it expires; null where it keeps for ever. */
  readonly months: number | null
}

interface Choice {
  readonly code: string
  readonly words: string
}

const headLine = /^(\S+) \| (.+?) \| ([\d.]+) \+ ([\d.]+)(?: \| (.*))?$/

export const catalogue: readonly Family[] = parseTable(table)

function parseTable(text: string): readonly Family[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return lines.flatMap((line, index) => (line.startsWith(' ') ? [] : [parseFamily(line, lines[index + 1] ?? '')]))
}

function parseFamily(head: string, variants: string): Family {
  const [, prefix, name, price, step, extras = ''] = headLine.exec(head) ?? []
  if (prefix === undefined || name === undefined) throw new Error(`Not an article: ${head}`)
  return {
    prefix,
    name,
    price: Number(price),
    step: Number(step),
    axes: variants.split(' / ').map((axis) => axis.split(';').map((choice) => parseChoice(choice.trim()))),
    caseOf: numberIn(/case of (\d+)/, extras),
    months: numberIn(/keeps (\d+) months/, extras),
  }
}

function parseChoice(text: string): Choice {
  const [code = '', words = code] = text.split('=')
  return { code, words }
}

function numberIn(pattern: RegExp, text: string): number | null {
  const [, digits] = pattern.exec(text) ?? []
  return digits === undefined ? null : Number(digits)
}
