"""Help: the way through the app for a newcomer, page by page, the keys, what it cannot do, and what stays here."""

import streamlit as st

from coach.accuracy import HINT_BELOW

st.title("Help")
st.markdown(
    f"""
[The first five minutes](#the-first-five-minutes) · [Every page](#every-page) · [Keys](#keys) ·
[Reading a result](#reading-a-result) · [What it cannot do](#what-it-cannot-do) · [What stays here](#what-stays-here)

## The first five minutes
1. **Settings**: tell your name, your firm and your call-back number, once.
2. **Review**: upload a voicemail or a call, record one, or take a sample. Press "Start the review".
3. **It listens on this computer.** You may close the page; its address brings you back.
4. **Read what the listener heard.** First one thing that went well and one to change. Then every point of advice with
   its verdict, the reason, and the words. Click a time to hear them.
5. **What to say next**, on that page: a text, an email, the next voicemail, made of what was said.

## Every page
### Review
Give it one file, several at once or a whole folder, and what you know about them; everything there may stay empty. Of
several you get a list, the lowest score first, each with the one thing to change. Below stands where you left off.
- **I'll score myself first**: you listen, give your own verdict on every point, and only then see ours. "You and the
  machine" shows where you were kinder to yourself and where stricter, with the words to play. No trainer's list shows
  it, and no figure counts it.
- **Compared with the last one** sets a recording beside your last call, or your last voicemail (to the same lead, where
  there is one): score, length and counts, both texts with what you said again in bold, and every verdict that changed.
- **Comment here**, in the player, notes something at the moment you hear: for you alone, or for your trainer and
  the team.

The page of a recording puts these right:
- **Rep and prospect the wrong way round?** Swap, above the player. Where we cannot tell, we ask who is the rep.
- **A line by the other side?** Click on its name. A dotted line below a name or a word says that we are not sure of it.
- **A word misheard?** The pencil beside the line. There you split the line and join it with the one before, too.
- **A wrong name, date or kind?** "Not right? Correct it" listens again with what you tell.
- **A verdict that is wrong?** "Not right?" beside the finding tells your trainer.

The score follows a correction at once, and the page says which verdicts changed. What was heard is kept: Undo goes
back, step by step. Listening again to the same file keeps what you put right. "Save it as …" gives
the scorecard as a page to print, a PDF, a Word file or a table.

### Calls
Every recording that is kept, with its score. Search by name, lead or firm, choose by kind and score, and put them in
order; the address keeps what you chose.

### Practice
Before you dial: say who you call, why now, and what they heard already (of a lead that you keep, it is filled in),
and write, or have a draft made. While you type, the words are underlined and what to change stands beside them:
**Go to it** selects the words, **Ignore** puts a point away for this draft, **Cut** drops the words that make it
too long (Ctrl+Z brings them back). Seconds count at your own pace. **Read it aloud** runs a clock and shows where
your pace has the 20th second. Then record a take: it is scored like any voicemail, the last four stand side by
side, and none counts as a message that the lead heard. Texts, emails and the opening of a call are checked on the
same page. What you type outlives a change of page and a reload, until you close the tab.

### Follow-ups
Your leads, the one who waits longest first. "What to say next", on the page of a recording and in the list of calls,
leads here, too.
- **What to say**: up to three drafts for a text, an email, the next voicemail, the opening of the next call or a card.
  Each sentence that claims something shows the words it rests on; click the time to hear them. Edit a draft and it is
  checked again; mark it as sent and it is logged. How long a voicemail is counts at your own pace, measured on your
  last voicemails.
- **Plan**: when to try again, how, and what for, on their clock; it moves on with everything that you log, and stops
  when they answer or opt out. Save it for your calendar.
- **Log**: what was done and what they answered. An entry by mistake is taken back, never overwritten.
- **About them**: time zone, consent to texts, opt-out; and erasing a lead with everything kept of it. Without a
  consent on record there is no draft of a text. None of this is legal advice.

### Coaching
For trainers. Choose a recording; what a rep disputes comes first. Judge one point after the other. Evidence is the
words you drag over, or a line by its ❝. Every click is kept as a draft, and Undo takes the last one back.
- **The machine's verdicts are hidden** until you submit, unless you show them. Where you differ you then say why; a
  scoring without these reasons is not taken. What you said before you saw them is kept beside what you say afterwards.
- **Both scores stay**, with your name and the time, until the recording is deleted. A submission that was a
  mistake is taken back, never overwritten. It changes nothing of the machine's.
- **Add to the session**, beside a quote, a comment or chosen words, puts that stretch on the agenda of a session with a
  group (Coaching, Sessions). There you put clips in order, write a question to each and may hide names. **Start the
  session** shows one clip after the other in big type: space plays it to its end, the arrow keys go on and back, the
  verdict stays hidden until you show it, and what the group decides is kept and can be printed.
- **Agreement** says how far trainers agree who judged the same recording without seeing the machine's verdicts: the
  share, and from five recordings on Krippendorff's alpha (1 is all, 0 no more than chance). Where you differ, **Settle
  it** keeps the verdict that holds, with a reason and a name; what each had said stays.
- **Comments** are for the rep, for the whole team, or for you alone. There is no login on this computer: names are
  taken on trust, and whoever can open the app can take any name.
- **Reps** see your verdicts and comments on the recording's page. "Not right?" beside a finding sends it to your list.

### Call script
Write one from the lead, what you offer and the step you want; check yours (pasted, or a text, Word or PDF file); and
after the call see which of its lines were said, said in other words, or left out.

### Rubrics
What is asked of a voicemail, of a call and of a follow-up: each point with its weight, the article it comes from, a
tip, and examples of both sides. Each can be made your team's own: **Edit this rubric** changes weights, titles, tips
and examples, and leaves out what you untick. Examples run as tests, and nothing is saved that fails one; the reason
stands beside it. **What would change** tries it on the recordings you have, before you save. Saving makes a version
that scores from then on, here and for `coach score`; earlier ones stay: look at them, go back to them, save them as
files. Scorecards keep the version they were made with until you score them again. How something is noticed cannot be
changed here, so the figures of the shipped rubric hold for yours.

### Settings
Who you are, the speech model, your side of a stereo call, and a check that everything is in order. A language model,
if you name one. And "Your data": how much is kept, for how long, and erasing it.

### Account
Only where a team uses one installation: who you are there, logging out, and erasing a recording of yours. A rep sees
the own recordings, a trainer the team's, an admin all and the Settings. A login ends after 30 minutes without a click.

## Keys
| Where | Key | What it does |
| --- | --- | --- |
| Player | `k`, or space | play and pause |
| | `j` `l` | five seconds back and on |
| | `n` `p` | next and previous evidence |
| | `,` `.` | slower and faster |
| | arrow keys | on the waveform they move; in the transcript they walk the lines |
| Transcript | Enter | plays the line, or presses the button that you are on |
| | `s` | the other side said this line |
| | `e` | corrects the words of this line |
| | `m` | begins a comment at the moment you hear |
| Coaching | `1` to `4` | met, partly met, missed, does not apply |
| | `u` | chooses the line as evidence |

All but `1` to `4` count while you are in the player: click into it, or reach it with Tab.

## Reading a result
| Verdict | What it means |
| --- | --- |
| :material/check_circle: Met | the advice was followed |
| :material/contrast: Partly met | half the credit; the reason says what is missing |
| :material/cancel: Missed | not found, or the opposite was said |
| :material/help: Not scored | we could not judge it, and it does not count |
| :material/do_not_disturb_on: Does not apply | the advice has no place in this recording |

The score is the share of the weights earned, over what could be judged. The same recording always gets the same score.

**How a verdict comes about.** Rules decide what hangs on structure: who says something, when, in answer to what. Where
the wording decides, a rule and a small learned model (it runs on this computer) both vote on the same sentence, and
that sentence is the evidence.

**Who said what.** Where each side of a call has its own channel, each is heard by itself. On one channel the voices are
told apart. Who is the rep is read from what is said, and the page shows the words that tell. Where they don't,
`coach voice enrol FILE` gives us a sample of your voice (kept here only; `coach voice forget` deletes it), and the
channel that your dialer puts you on is learnt after three calls.

**What the figures are.** "Agrees with labels on 66 of 70 cases" counts the cases of a held-out set, one not used to
make the detectors, in which our verdict was the label; kappa is the same beyond what chance would give (1 is all, 0 is
no more than chance), and below {HINT_BELOW} the verdict carries the word "Hint". The cases are invented and were
labelled by those who wrote them: they are not real calls judged by people, so the figures say nothing sure about yours.

## What it cannot do
- Names and telephone numbers are often misheard. "Please confirm" means: listen to it yourself.
- Filler words are often left out by the speech model, so there may be more of them than shown.
- Who speaks is certain only where each side has its own channel.
- Lengths are right to about 0.3 seconds. Near a limit we say so.

## A language model, if you switch one on
It is off, and everything works without one. With one named on the Settings page, the Follow-ups page offers one more
draft.
First it shows what would be sent, without names, addresses and telephone numbers; nothing goes before you press the
button. Every sentence that comes back is held against what was said, and what does not stand is struck with the reason.
It decides no verdict.

## What stays here
Recordings, transcripts, scores and leads lie in a folder of this computer. The app sends nothing anywhere. The one
exception is that button, for a model that you have named. Settings, "Your data", says where the folder is and how much
lies in it. A recording is opened in a process of its own, which on Linux can reach no network and no other file: one
that was made to do harm ends there, with one line for you.
- **Proof**: `coach doctor --offline`, in a terminal, hears, scores, drafts and serves a page without any network,
  and counts who asked for it.
- **Erasing**: one recording, or everything, once you have typed so.
- **Card numbers**, their codes and social security numbers are not kept: a mark stands in their place. "Privacy", on
  the page of a recording, silences them in the sound too, puts it on hold so that nothing erases it, and says why it
  may be kept.
- **How long**: everything is kept until you erase it, unless you choose there after how many days the sound goes, or
  the recording with its transcript and scores. Before you save, it says what would go at once; then it is looked at
  each time the app starts, and every hour while it runs.
- **Keep this one**, on the page of a recording: that one stays, however old. So does, until it is done, what is being
  listened to. Without its sound, a recording still shows its transcript, and a click on a time finds the words.
- **Backups**: `coach backup FOLDER`, in a terminal, writes all of it to one file and reads it back; `coach restore`
  brings it back. What you erase here is still in backups that you made before: remove those, too.
- **If the computer stops** while it listens, it goes on where it was once the app runs again. If the disk is full, the
  recording waits and goes on by itself when there is room. One that breaks off three times is set aside: "Try again".
- **"Connection lost"** means that the app on this computer has stopped. What was saved is kept; start it again.
"""
)
