/** Deeds between people. A line holds the verbs of one meaning and, after a bar, those of the opposite meaning. */
export const deeds = `
admire respect look_up_to | belittle look_down_on
advise counsel
amuse entertain | bore
annoy irritate bother | please delight
astonish amaze surprise
attack assault | defend protect
betray
blame
bribe
carry | drop
catch/caught capture | release
cheat deceive trick fool
choose/chose/chosen select | reject turn_down
confuse puzzle baffle
consult
contact
convince persuade
cure heal | poison
delay hold_up/held | hurry rush
disappoint let_down/let
disturb
encourage | discourage
arrest detain
escort
evict throw_out/threw/thrown
examine inspect
exclude leave_out/left | include
impress inspire
feed/fed
fetch
find/found locate | lose/lost
follow | lead/led guide
forgive/forgave/forgiven pardon | punish
frighten scare terrify | calm soothe
greet welcome | ignore snub
help assist aid | hinder obstruct
hire engage | fire dismiss sack
hit/hit strike/struck
honour | disgrace shame
hug embrace
chase pursue run_after/ran/run
imitate copy mimic
insult offend | flatter compliment
interrupt
interview
invite
kick
kiss
laugh_at mock
lift raise | lower
listen_to
join
notify inform
salute
outrun/outran/outrun outpace
mislead/misled
nominate propose
nudge
nurse look_after | neglect
obey | defy disobey
outwit outsmart
overtake/overtook/overtaken pass
phone telephone
photograph
pinch
heckle
poke prod
praise commend applaud | criticise condemn
promote | demote
provoke
push shove | pull tug
question interrogate | answer
quote cite
reassure comfort | alarm
recognise identify
remember recall | forget/forgot/forgotten
replace
rescue save | abandon
reward
scold rebuke tell_off/told
scratch
seek/sought look_for | avoid shun
serve wait_on
shout_at yell_at | whisper_to
slap
smile_at grin_at | frown_at
spot notice | overlook
stare_at gaze_at
stop halt
support back | oppose resist
tease make_fun_of/made
thank
tickle
track
train coach
trap
treat
tutor
bandage
pester
underestimate | overestimate
upset/upset
visit call_on
warn alert
watch observe
`;

/** Deeds to things, in the same notation. */
export const works = `
admire | mock
bury | dig_up/dug
carry
choose/chose/chosen select | reject
clean wash
copy reproduce
damage harm
deliver
describe portray
destroy wreck ruin
discard throw_away/threw/thrown | keep/kept retain
display exhibit
drag haul
draw/drew/drawn sketch
drop
examine inspect
fetch
find/found discover | lose/lost mislay/mislaid
hide/hid/hidden conceal | reveal
label
lift raise
measure
mention refer_to/referred
notice spot | overlook
order
paint
photograph
pick_up | put_down/put
polish
praise
recognise identify
repair mend fix | break/broke/broken smash
request ask_for
return
steal/stole/stolen
test try_out
touch
transport
unpack | pack
want desire
weigh
wrap | unwrap
`;
