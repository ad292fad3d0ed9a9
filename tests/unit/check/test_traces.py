"""What could lead to a person is found, and what only looks like it is left alone."""

import random
import time

import pytest

from charterkit.check import rules
from charterkit.check.numbers import is_learner_number, is_nhs_number, is_pupil_number
from charterkit.check.traces import Traces
from charterkit.check.words import Words, words
from charterkit.schema import DataModel

WORDS = words(DataModel({}, {}), {})
TRACES = Traces(WORDS)


def found(text):
    """Give the rule and the words of everything that is found in a text."""
    return [(trace.rule.name, trace.text) for _, trace in TRACES.find([text])]


NAMED = {
    "person-name": [
        ("Then Mr Okafor came.", "Mr Okafor"),
        ("Then Dr. O’Brien-Smith came.", "Dr. O’Brien-Smith"),
        ("Miss Exampleton said so.", "Miss Exampleton"),
        ("A pupil called Amara left.", "pupil called Amara"),
        ("a child, who was known as Élodie, left", "child, who was known as Élodie"),
        ("The girl named\nZara left.", "girl named\nZara"),
        ("Amara Okafor, aged 12, left.", "Amara Okafor, aged 12"),
        ("Amara (aged 9) left.", "Amara (aged 9"),
        ("then Amara, who is 12 years old, left.", "Amara, who is 12 years old"),
        ("Amara is a 12-year-old.", "Amara is a 12-year-old"),
        ("a pupil, Xanthe Exampleton, left", "Xanthe Exampleton"),
        ("The student Xanthe Exampleton left.", "Xanthe Exampleton"),
        ("Emily Exampleton is one of the pupils who left.", "Emily Exampleton"),
        ("The children were led by Daniel\nExampleton.", "Daniel\nExampleton"),
        ("Headteacher Jane Exampleton said so.", "Jane Exampleton"),
        ("said the headteacher, Jane Exampleton, then", "Jane Exampleton"),
        ("Jane Exampleton (SENCO) said so.", "Jane Exampleton"),
        ("Jane Exampleton, our deputy headteacher, left.", "Jane Exampleton"),
        ("My son Mohammed Exampleton left.", "My son Mohammed Exampleton"),
        ("our daughter\nXanthe Exampleton left", "Xanthe Exampleton"),
        ("my son Mohammed left", "my son Mohammed"),
        ("a mother, Xanthe Exampleton, asked", "Xanthe Exampleton"),
        ("a son called Xerxes", "son called Xerxes"),
        ("Jane Exampleton's mum", "Jane Exampleton's"),
        ("The pupil Zoë Exampleton left.", "Zoë Exampleton"),
        ("The pupil Mary-Jane Exampleton left.", "Mary-Jane Exampleton"),
        ("The pupil McKenzie Exampleton left.", "McKenzie Exampleton"),
        ("The pupil HANNAH EXAMPLETON left.", "HANNAH EXAMPLETON"),
        ("Hannah Żak is a pupil", "Hannah Żak"),
        ("Zoë Exampleton (Year 6) wrote it", "Zoë Exampleton"),
        ("a poem by Hannah Exampleton, Y6", "Hannah Exampleton"),
        ("Hannah Exampleton in Year 6 wrote it", "Hannah Exampleton"),
        ("The pupil Hannah came back.", "Hannah"),
        ("our pupil Yusuf spoke", "Yusuf"),
        ("the pupil (Hannah) spoke", "Hannah"),
        ("a boy, Jack, stayed", "Jack"),
        ("His mum Zoë came.", "Zoë"),
        ("Then Jack's mother rang.", "Jack"),
        ("Hannah’s older sister came", "Hannah"),
        ("James' parents came", "James"),
        ("Hannah, a Year 6 pupil, left", "Hannah"),
        ("Hannah is one of our pupils", "Hannah"),
        ("Mohammed (Year 6) wrote it", "Mohammed"),
        ("written by Hannah, Year 6", "Hannah"),
        ("Anna-Maria in Y6 wrote it", "Anna-Maria"),
        ("The pupil **Hannah** Exampleton left.", "Hannah** Exampleton"),
        ("then Mrs *Okafor* came", "Mrs *Okafor"),
        ("**The pupil** _Hannah_ left.", "Hannah"),
        ("the pupil [Hannah](https://example.org/a_b) Exampleton", "Hannah](https://example.org/a_b) Exampleton"),
        ("our SENCO Oluwaseun Exampleton left", "Oluwaseun Exampleton"),
        ("the headteacher Nguyen Thi Lan left", "Nguyen Thi Lan"),
    ],
    "birth-date": [
        ("born 3 May 2014", "born 3 May 2014"),
        ("Date of birth: 2014-05-03.", "Date of birth: 2014-05-03"),
        ("She was born on the 3rd of May.", "born on the 3rd of May"),
        ("born in May 2014", "born in May 2014"),
        ("DOB 03.05.14", "DOB 03.05.14"),
        ("her birthday is May 3", "birthday is May 3"),
    ],
    "home-address": [
        ("at 12 Example Road.", "12 Example Road"),
        ("at 7a St Example's Close, then", "7a St Example's Close"),
        ("at 221B, Long Example Street", "221B, Long Example Street"),
    ],
    "postcode": [("in SW1A 1AA now", "SW1A 1AA"), ("in M1 1AE", "M1 1AE"), ("in CR26XH", "CR26XH")],
    "phone": [
        ("ring 020 7946 0018", "020 7946 0018"),
        ("ring (01632) 960123.", "(01632) 960123"),
        ("ring 07700-900-123", "07700-900-123"),
        ("ring +44 (0)7700 900123", "+44 (0)7700 900123"),
        ("ring 0044 7700 900123", "0044 7700 900123"),
        ("ring +33 1 99 00 12 34", "+33 1 99 00 12 34"),
        ("ring 01632960123", "01632960123"),
    ],
    "email-address": [
        ("to a.b+c@mail.example.org.", "a.b+c@mail.example.org"),
        ("<head@school.example.uk>", "head@school.example.uk"),
        ("to jane.doe [at] example [dot] org.", "jane.doe [at] example [dot] org"),
        ("to jane(at)example.org", "jane(at)example.org"),
        ("to jane AT example DOT org DOT uk", "jane AT example DOT org DOT uk"),
        ("to jane@example (dot) org", "jane@example (dot) org"),
    ],
    "nhs-number": [
        ("NHS no. 943 476 5917", "943 476 5917"),
        ("943 476 5919", "943 476 5919"),
        ("no 9434765919.", "9434765919"),
    ],
    "pupil-number": [
        ("UPN: A12345678901", "A12345678901"),
        ("upn H801200001002", "H801200001002"),
        ("UPN H801200001001", "H801200001001"),
    ],
    "learner-number": [("ULN: 1234567890", "1234567890"), ("ULN 1234567899", "1234567899")],
    "insurance-number": [
        ("NI number ab 12 34 56 c", "ab 12 34 56 c"),
        ("AB123456C", "AB123456C"),
        ("AB 12 34 56 C", "AB 12 34 56 C"),
    ],
    "social-handle": [
        ("by @example_pupil", "@example_pupil"),
        ("https://www.instagram.com/examplepupil/", "instagram.com/examplepupil"),
        ("on tiktok.com/@example.pupil", "tiktok.com/@example.pupil"),
    ],
    "small-count": [
        ("three pupils left", "three pupils"),
        ("Two of the children left.", "Two of the children"),
        ("3 of our older students left", "3 of our older students"),
        ("four looked-after children", "four looked-after children"),
        ("only one pupil left", "one pupil"),
        ("1 child left", "1 child"),
        ("one of the three pupils in care", "three pupils"),
        ("Of the girls, two\nyoung people left.", "two\nyoung people"),
        ("between two and four pupils", "four pupils"),
        ("Two Year 9 pupils were excluded.", "Two Year 9 pupils"),
        ("3 Y9 and Y10 girls left", "3 Y9 and Y10 girls"),
        ("two sixth form students", "two sixth form students"),
        ("three very anxious Year 6 pupils", "three very anxious Year 6 pupils"),
        ("2 looked after children", "2 looked after children"),
        ("2 of our Year 6 children left", "2 of our Year 6 children"),
        ("1 Year 9 pupil left", "1 Year 9 pupil"),
        ("only one of our Year 9 pupils left", "one of our Year 9 pupils"),
        ("Of these pupils, three were excluded.", "Of these pupils, three"),
        ("Among the children who joined, only one has left.", "Among the children who joined, only one"),
        ("of the 40 pupils 2 left", "of the 40 pupils 2"),
        ("Three (out of 40) pupils left", "Three (out of 40) pupils"),
        ("three out of 40 pupils", "three out of 40 pupils"),
        ("four of the 38 girls", "four of the 38 girls"),
        ("(two pupils)", "two pupils"),
        ("our only pupil with a visual impairment", "our only pupil"),
        ("the only child who left", "the only child"),
        ("the only Year 9 girl in care.", "the only Year 9 girl"),
        ("a single pupil left", "a single pupil"),
        ("A couple of pupils left", "A couple of pupils"),
        ("a pair of our Year 6 girls", "a pair of our Year 6 girls"),
        ("Two Year 6s left", "Two Year 6s"),
        ("three of our Y9s left", "three of our Y9s"),
        ("2 lads left", "2 lads"),
        ("**three** pupils and _more_", "three** pupils"),
        ("Three of our five Year 9 pupils with autism", "Three of our five Year 9 pupils"),
    ],
}

HARMLESS = [
    # names of schools, places, programmes and things
    "Dr Challoner's Grammar School takes pupils from there.",
    "Sir William Example School and Lady Margaret School",
    "pupils of the Daniel Example Primary School",
    "Stephen Example Foundation helps children",
    "Children of the Anna Freud Centre's programme",
    "a group of pupils called Digital Leaders",
    "Pupil Premium and Pupil Passport, Young Carers and Children Looked After",
    "the pupil Premium Grant Plan",
    "a programme called Thrive, named Example Way",
    "Surrey Square pupils, Carr Manor pupils, Barking and Dagenham pupils",
    "Each child Example Council Services sees",
    "Charlotte Street is where the pupils live.",
    "Schools in Hackney, aged 5 to 11, and for children in Lambeth, aged 16 and over",
    "Pupils, aged 11, and Children aged 12",
    "Daniel Exampleton wrote the report. The pupils read it.",
    "Miss a lesson, miss School; Drama and Mrs",
    "Headteacher Board, Parent Teacher Association, Parent Carer Forum, Head Start, Principal Example Officer",
    "the headteacher, Pupil Premium lead and SENCO; a teacher, Year 6 and Reception",
    "My mother tongue, my son and I, our daughter. Then Example Way began; her father Then",
    "Jane Exampleton wrote of what headteachers do. The headteacher read it.",
    "Jane Example School's headteacher, Jane Example Trust (headteacher)",
    "The pupil Premium, a child Centre, the pupil Eden Project, St John's parents, St. Mary's mother and toddler group",
    "Hannah came. Jack's lessons, Jack's school, James Street parents, Lady Margaret's mother house, Sophie's World",
    "pupils read of Martin Luther King, of Mary\nSeacole and of Rosa Parks; the child Anne Frank",
    "We worked with pupils and Hannah\n\nExampleton Road, a pupil\n\nHannah",
    "the principal Educational Psychologist, our head Early Help, the deputy Chief Executive, a teacher Training Day",
    "a *pupil* and **Example** Road, [pupils](https://example.org/Hannah) at Hannah_Street, a * b * c, snake_case_name",
    # numbers
    "UPN numbers, the NHS number of a child, ULNs, NHS 111 2024 2025, a national insurance scheme of 2024",
    "Each group has three pupils; every adult works with two children; each table holds four students",
    "never a single child, without a single pupil, not the only child who came, not a single pupil left, the only pupil voice group, an only child, the only children's centre",
    "Year 6s and Year 7s, two Year 6 rooms, a couple of schools, a pair of hands",
    "Year 4 pupils, Years 3 and 4 pupils, Key Stage 2 pupils, stage 3 children",
    "one in four pupils, two out of three children, 1 in 4 children, two in every three young people",
    "groups of three pupils, classes of two children, every two pupils",
    "two children in every hundred, three pupils per adult, two pupils at a time",
    "one pupil's story; one pupil kept being sent out; one of the pupils led it",
    "five pupils, 12 pupils, 1,004 pupils, 2.5 pupils, £4 children, 3% of pupils",
    "two schools and pupils, three teachers, two terms pupils enjoyed",
    "Two Year 9 classes, three Year 6 teachers, two Reception rooms, Year 2 Year 6 pupils",
    "two groups of 3 children, nine out of 10 pupils, four of 100 children, 2 in 40 pupils",
    "Of these pupils, two thirds left; of the children, two in five; of our pupils, four per cent; of the boys, 31 left",
    "Of the pupils, three times as many; among our pupils, two lessons; of these children, four hundred went",
    "two people teach children, three women coach boys, four days later pupils",
    "three children's centres, two young people’s charters",
    "In 2019 Hill Street reopened; 12 schools; 5 Surrey Road Primary School pupils",
    "From 2019-2020 to 01/02/2024, 0.123456789, 1,234,567,890, £07700900123",
    "Ring 0800 1111, 0345 600 0000, 0808 800 5000 or +44 800 1111.",
    "ISBN 0-306-40615-2 and ISBN 9434765919",
    "https://example.org/020-7946-0018/SW1A1AA and https://example.org/@examplepupil",
    "reference 9434765917, number 1234567890, X801200001001, GB123456C",
    "born in 2014, born in Hackney, born and bred, the birth of May",
    "meet @ the gate, 3 @ 4, a@b, look at example.org, meet at the dot, be [at] home, a dot at the end",
    "KS2, GCSE, EHC plan, SW1 and E17, A level, W3C",
    "the May report, 3 May 2024, on 03/05/2014",
]


class TestFound:
    @pytest.mark.parametrize(
        ("rule", "text", "words"), [(rule, *pair) for rule, pairs in NAMED.items() for pair in pairs]
    )
    def test_is_what_could_lead_to_a_person(self, rule, text, words):
        assert [(rule, words)] == found(text)

    def test_is_every_rule_of_texts(self):
        """A rule without an example above is one that nobody has seen at work."""
        assert NAMED.keys() == {rule.name for rule in rules.REGISTRY if rule.acknowledged}

    @pytest.mark.parametrize("text", HARMLESS)
    def test_is_nothing_else(self, text):
        assert [] == found(text)

    @pytest.mark.parametrize(
        ("text", "place"), [("**a** The pupil *Hannah* left", 17), ("see [a](b) and the pupil [Ms](c) Okafor", 26)]
    )
    def test_is_told_at_its_place_among_the_marks_of_markdown(self, text, place):
        assert [place] == [trace.start for _, trace in TRACES.find(["Nothing.", text])]

    def test_is_told_with_its_text_whatever_the_number_of_texts(self):
        texts = ["Nothing."] * 100
        texts[70] = "three pupils and Mr Okafor"
        expected = [(70, "three pupils", 0), (70, "Mr Okafor", 17)]
        assert expected == [(number, trace.text, trace.start) for number, trace in TRACES.find(texts)]

    def test_is_found_at_the_beginning_of_a_text_that_is_not_the_first(self):
        texts = ["Nothing", "Headteacher Jane Exampleton", "two pupils"]
        assert ["Jane Exampleton", "two pupils"] == [trace.text for _, trace in TRACES.find(texts)]

    def test_does_not_run_from_one_text_into_the_next(self):
        texts = [
            "a pupil",
            "Xanthe Exampleton",
            "said Mr",
            "Okafor",
            "Emily Exampleton",
            "of the pupils",
            "two",
            "boys",
        ]
        assert [] == list(TRACES.find(texts))

    def test_is_nothing_without_words_but_numbers_and_addresses(self):
        traces = Traces(Words())
        text = "Mr Okafor, three pupils, 12 Example Road, born on 3 May 2014, a pupil called Amara, a@example.org"
        assert ["a@example.org"] == [trace.text for _, trace in traces.find([text])]


class TestWords:
    def test_of_a_site_decide(self):
        own = Words(smallest_count=10, one=("apprentice",), many=("apprentices",))
        assert ["nine apprentices"] == [t.text for _, t in Traces(own).find(["nine apprentices, three pupils"])]

    def test_are_no_patterns(self):
        own = Words(smallest_count=5, one=("a.c(",), many=("[a-z]+",), of={"title": ("M+",), "street": ("S*",)})
        assert [] == list(Traces(own).find(["three pupils, Mmm Example, 12 Example Ssss"]))


class TestCheckDigits:
    @pytest.mark.parametrize(
        ("is_valid", "number"),
        [(is_nhs_number, "9434765919"), (is_learner_number, "1234567899"), (is_pupil_number, "H801200001001")],
    )
    def test_let_one_digit_through(self, is_valid, number):
        """Another last digit makes the number another, which is nobody's."""
        passed = [digit for digit in "0123456789" if is_valid(number[:-1] + digit)]
        assert [number[-1]] == passed


class TestTime:
    """Whoever writes a text decides how long it takes to read, unless time is linear."""

    LONGEST = 40_000
    PARTS = (
        "a", "A", "1", "0", "-", " ", "@", ".", "'", "1 ", "0 ", "a.", "a@", "@a", "A'", "A-", "Aa ", "Mr ", "Dr A ",
        "12 Aa ", "A1 ", "AB 12 34 56 ", "three ", "three of the ", "Year 3 ", "pupil called ", "born on ", "born 3 May ",
        "x.com/", "Emma ", "Emma A", "my son ", "my son A", "Jane Aa, the ", "a at b ", "a [at] ", "a dot ",
        "of the pupils ", "two (of ", "two Year 9 and ", "two of the 40 ", "very ", "head ", "of our ", "pupil, ", "aged 1", "**A", "*", "_a", "[a](", "](a)", "Jack's ", "Jack (", "ULN 1", "NI no ", "only ", "couple of ", "\n\n", "Aa, aged ", "+4 (", "a://", "\n", "é", "Éa ", "only one ",
    )  # fmt: skip

    @pytest.mark.parametrize("part", PARTS)
    def test_is_linear_for_what_repeats(self, part):
        short, long = (self.timed(part * (size // len(part))) for size in (self.LONGEST // 4, self.LONGEST))
        assert long < max(0.15, 10 * short)

    def test_is_short_for_what_is_thrown_together(self):
        draw = random.Random(20)  # noqa: S311 - the same texts at every run; nothing is secret
        for _ in range(10):
            assert self.timed("".join(draw.choice(self.PARTS) for _ in range(8_000))) < 0.6

    @staticmethod
    def timed(text):
        """Give the shortest of three times: in a long run, another test's rubbish may be cleared away meanwhile."""
        took = []
        for _ in range(3):
            start = time.process_time()
            list(TRACES.find([f"three pupils {text}"]))
            took.append(time.process_time() - start)
        return min(took)
