"""Who said what. In the examples {P:…} and {O:…} are recognised persons and organisations, [[…]] is what is said."""

import re
import time

import pytest

from nlp.claims.statements import Statement, find_statements
from nlp.records import EntityMention
from nlp.structure import read_structure

_LABELS = {"P": "PERSON", "O": "ORG", "L": "LOC"}
_MARK = re.compile(r"\{(?P<label>[POL]):(?P<name>[^}]+)\}|(?P<open>\[\[)|(?P<close>\]\])")


def unmark(marked: str) -> tuple[str, list[EntityMention], list[tuple[int, int]]]:
    """Take the annotations out of an example: its text, its entities, the spans said."""
    pieces: list[str] = []
    entities: list[EntityMention] = []
    spans: list[tuple[int, int]] = []
    stack: list[int] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        pieces.append(marked[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match["label"]:
            name = match["name"]
            pieces.append(name)
            entities.append(
                EntityMention("a", length, length + len(name), name, _LABELS[match["label"]], name, name, 1.0)
            )
            length += len(name)
        elif match["open"]:
            stack.append(length)
        else:
            spans.append((stack.pop(), length))
    pieces.append(marked[at:])
    return "".join(pieces), entities, sorted(spans)


def statements_of(marked: str, lang: str) -> tuple[str, list[tuple[int, int]], list[Statement]]:
    text, entities, spans = unmark(marked)
    sentences = [(sentence.start, sentence.end) for sentence in read_structure(text, lang).sentences]
    return text, spans, find_statements(text, lang, sentences, entities)


CHINESE = [
    # speaker, verb, what is said
    ("{P:林海}表示，[[订单已经排到明年春天]]。", "林海"),
    ("{P:林海}在业绩说明会上介绍称，[[新产线将在八月投产]]。", "林海"),
    ("对此，{O:远山科技}在财报中表示，[[投入集中在算力上]]。", "远山科技"),
    ("{O:远山科技}坦言，[[今年的压力比去年更大]]。", "远山科技"),
    ("正如{O:远山科技}在年报里提到的一样，[[新业务存在不确定性]]。", "远山科技"),
    ("{O:远山科技}董事长{P:林海}透露，[[海外收入占比会继续提高]]。", "林海"),
    ("{O:远山集团}董事长、CEO{P:林海}进一步解释称，[[折旧周期一般是五年]]。", "林海"),
    ("{O:远山科技}称[[主要由于市场需求回升]]。", "远山科技"),
    ("5月8日，{O:远山科技}联合创始人兼执行副总裁{P:林海}强调，[[价格战没有赢家]]。", "林海"),
    ("在{P:林海}看来，[[软件比硬件更难替代]]。", "林海"),
    ("所以{P:林海}认为，[[轻资产更适合当前环境]]。", "林海"),
    # quotations, in front, behind, split
    ("“[[今年不会再降价。]]”{P:林海}称。", "林海"),
    ("“[[今年不会再降价]]，”{P:林海}周四接受采访时表示。“[[但明年要看原料成本。]]”", "林海|林海"),
    ("“[[客户比我们还着急]]，”{P:林海}说，“[[工厂只能三班倒。]]”", "林海|林海"),
    ("{P:林海}说：“[[三季度交付会更好。]]”", "林海"),
    ("{P:林海}强调，[[安全是底线]]。“[[我们宁可慢一点，也不冒险。]]”", "林海|林海"),
    ("{P:林海}宣布[[将公司架构改为“一主两翼”]]。", "林海"),
    # announcements
    ("{O:远山科技}公告，[[预计2021年净利润1亿元至1.2亿元]]。", "远山科技"),
    ("{O:远山科技}(300999.SZ)晚间公布，[[股东拟减持不超过2%的股份]]。", "远山科技"),
    ("{O:远山科技}（SZ 300999，收盘价：12.30元）5月8日晚间发布公告称，[[控股股东解除质押1200万股]]。", "远山科技"),
    ("{O:远山科技}发布业绩预告，[[公司预计全年亏损5000万元至6000万元]]。", "远山科技"),
    ("新江股份公告，[[拟以自有资金回购股份]]。", "新江股份"),
    # forecasts, several in one sentence
    ("{O:北岸证券}预测，[[明年出口增长5%]]；{O:顶点咨询}则预计，[[市场规模将翻一番]]。", "北岸证券|顶点咨询"),
    ("{P:林海}透露，[[新品在十月发布]]，公司称[[性能提升一倍以上]]。", "林海|远山科技"),
    ("{O:大桥投行}发表报告指，[[{O:远山科技}预计明年利润增长三成]]。", "大桥投行"),
    ("{O:大桥投行}认为，[[增速快于预期，足以支撑估值]]。", "大桥投行"),
    ("{P:林海}说，[[目标符合{O:顶点咨询}的增长预测及公司的预算]]。", "林海"),
    # sources
    ("据{O:新城日报}5月8日报道，[[港口吞吐量创新高]]。", "新城日报"),
    ("{O:汽车协会}数据显示，[[上月零售43.8万辆，同比下降2%]]。", "汽车协会"),
    ("据{O:财政部}20日发布的数据，[[赤字比上一财年增加23%]]。", "财政部"),
    ("{O:统计局}发布第五次调查报告。报告显示，[[网民规模达到11亿人]]。", "统计局"),
    ("{O:远山科技}上半年继续扩张。财报显示，[[收入增长18.9%至93亿元]]。", "远山科技"),
    ("记者从{O:远山海关}获悉，[[前八个月出口增长3%]]。", "远山海关"),
    ("记者今天（5月8日）从新江市供销社了解到，[[化肥库存充足]]。", "新江市供销社"),
    ("据{O:远山交通安全局}（YTSA），[[三款车将被召回]]。", "远山交通安全局"),
    ("不过，据北岸油脂商会估计，[[大豆将减产2%]]。", "北岸油脂商会"),
    # a document with what it says behind a comma
    ("{O:远山科技}发布2021年中期业绩，[[集团收入3.2亿元，同比增长12%]]。", "远山科技"),
    ("远山统计局今天发布数据，[[零售额达到两千亿元]]。", "远山统计局"),
    ("{O:大桥投行}发布研报，[[将{O:远山科技}目标价上调至20港元]]。", "大桥投行"),
    ("{O:远山委员会}发布《绿色转型意见》，[[要求到2030年产业规模翻一番]]。", "远山委员会"),
    # bodies that no recogniser knows, titles of documents, Latin names
    ("远山氢能联盟预测，[[氢的用量将翻一番]]。", "远山氢能联盟"),
    ("远山数据保护局（YDPA）宣布[[对两家平台罚款三千万元]]。", "远山数据保护局"),
    ("《意见》征求意见稿提出，[[贷款额度提高至70万元]]。", "意见"),
    ("{O:远山科技}CEO Sandra Weller表示，[[重组已经完成]]。", "Sandra Weller"),
    ("新江股份发布2020年第三季度报告，[[营业收入同比下降六成]]。", "新江股份"),
    ("据“每日茶价”披露，[[散茶每斤上涨20元]]。", "每日茶价"),
    ("【{O:远山局}：产量回升】{O:远山局}：[[前十个月产量同比增长22.3%，利润增长一成]]。", "远山局"),
    ("- 远山自来水公司称，[[管道过于老旧]]。", "远山自来水公司"),
    ("{P:林海}宣布了[[一项三百亿元的扩产计划]]。", "林海"),
    ("{O:远山教育局}要求，[[节假日一律不得补课]]。", "远山教育局"),
    ("审计组审计发现，[[三家分公司虚增收入]]。", "审计组"),
    # pronouns and roles
    ("{P:林海}表示，[[样车已经下线]]。他透露，[[量产要等到明年二季度]]。", "林海|林海"),
    ("{O:大桥投行}预计，[[央行三月加息]]。料[[明年再加息两次]]。", "大桥投行|大桥投行"),
    ("新江总理冯思远称，[[增长超过预期]]。他介绍，[[贸易额增长两成]]。", "冯思远|冯思远"),
    ("{O:远山科技}今年扩产。该公司表示，[[新厂将新增两千个岗位]]。", "远山科技"),
    ("{O:远山科技}今年扩产。该公司首席执行官说，[[下半年会恢复正常]]。", "远山科技首席执行官"),
    ("业绩会上相关负责人透露，[[线下渠道会进一步加强]]。", "相关负责人"),
    ("发改委研究所副所长周文清指出，[[消费仍有较大空间]]。", "周文清"),
    ("据第一财经，[[该公司创始人已于近日失联]]。", "第一财经"),
    ("《新城行动方案》提出，[[到2027年产业规模达到500亿元]]。", "新城行动方案"),
    ("{O:远山科技}5月发布半年报，其中显示，[[上半年收入为93亿元]]。", "远山科技"),
    ("远山国际分析师郭明錤发布报告称，[[新款头显将配备双处理器]]。", "郭明錤"),
    ("北江控股(01999.HK)：[[去年十二月实现合同销售金额约67亿元]]。", "北江控股"),
    ("海外分行首席经济学家Nora Petersen：[[就业增长超过了去年的平均水平]]。", "Nora Petersen"),
    ("交易所公告，[[新合约自8月30日起上市交易]]。", "交易所"),
    (
        "{O:大桥投行}发表研究报告指，[[啤酒销量下半年回升]]。该行料[[明年利润增长三成以上，目标价上调]]。",
        "大桥投行|大桥投行",
    ),
    # traditional characters and full-width signs
    ("{P:林海}指出，[[市場預期過於樂觀]]。", "林海"),
]

KOREAN = [
    ('{P:김민재} 대표는 "[[수요가 예상보다 빨리 늘고 있다]]"라고 말했다.', "김민재"),
    ('{P:김민재} 대표는 "[[수요가 늘고 있다]]"며 "[[증설을 서두르겠다]]"고 덧붙였다.', "김민재|김민재"),
    ('{O:한빛전자} {P:김민재} 회장은 이날 간담회에서 "[[투자를 줄이지 않겠다]]"고 강조했다.', "김민재"),
    ("{O:한빛전자}는 [[지난해 매출이 12% 늘었다]]고 27일 밝혔다.", "한빛전자"),
    ("{O:한빛전자}가 [[올해 상반기 매출 393억원을 기록했다]]고 17일 공시했다.", "한빛전자"),
    ("{P:김민재} 회장은 [[내년에는 흑자로 돌아설 것]]이라고 전망했다.", "김민재"),
    ("{O:한빛증권}은 [[내년 물가상승률을 1.6%]]로 예상했다.", "한빛증권"),
    ("{O:한빛증권}은 [[영업이익이 두 배로 늘 것으로 예상하고, 배당도 확대할]] 것으로 전망했다.", "한빛증권"),
    ("{O:통계원}에 따르면 [[지난달 소비자물가는 1년 전보다 2.1% 올랐다]].", "통계원"),
    ("{O:통계원}이 31일 발표한 자료에 따르면, [[가계 흑자액은 월평균 100만9000원으로 줄었다]].", "통계원"),
    # the speaker behind what is said
    ("[[폭발로 최소 3명이 숨졌다]]고 10일(현지시간) 당국이 밝혔다.", "당국"),
    ("[[가입자가 백만 명을 넘었다]]고 {O:한빛생명}은 전했다.", "한빛생명"),
    ('"[[클라우드가 성장을 이끌었습니다.]]"라고 {O:Hanbit}은 작년 보고서에 썼습니다.', "Hanbit"),
    ("[[광고 전망도 밝다]]는 게 {P:이서준} 연구원의 설명이다.", "이서준"),
    ('민경수 {O:한빛은행} 연구원은 "[[환율이 안정될 것]]"이라고 말했다.', "민경수"),
    ('{O:한빛은행} 민경수 연구원은 "[[환율이 안정될 것]]"이라고 말했다.', "민경수"),
    ('임병호 부동산연구소 수석연구원은 "[[집값이 더 오를 수 있다]]"고 내다봤다.', "임병호"),
    (
        "시장조사업체 퓨처리서치가 24개국을 대상으로 조사한 결과, [[응답자 절반이 지출을 줄이겠다고 했다]].",
        "퓨처리서치",
    ),
    ("아산군은 [[하반기에 전기버스 열 대를 들여온다]]고 밝혔습니다.", "아산군"),
    # machine translation, polite endings
    ('수석 연구원인 {P:Wang Lei}는 "[[모델이 경쟁력을 높이는 데 도움이 됩니다]]"라고 말했습니다.', "Wang Lei"),
    ('{P:Wang Lei}는 "[[점유율이 낮습니다.]]"라고 말했습니다. "[[그래서 가격이 더 중요합니다.]]"', "Wang Lei|Wang Lei"),
    # carried, resolved
    ('{O:한빛시}는 [[두 마리가 달아났다]]고 밝혔다. 또 "[[수색을 계속할 예정]]"이라고 밝혔다.', "한빛시|한빛시"),
    ('{P:김민재} 대표가 참석했다. 김 대표는 "[[내년이 더 기대된다]]"고 말했다.', "김민재"),
    ('{P:김민재} 대표는 "[[준비가 끝났다]]"고 말했다. 그는 "[[출시만 남았다]]"고 덧붙였다.', "김민재|김민재"),
    ('도청 관계자는 "[[예산을 추가로 편성하겠다]]"고 했다.', "도청 관계자"),
    ("{O:한빛전자}는 [[2030년까지 매출을 두 배로 늘린다]]는 목표를 제시했다.", "한빛전자"),
    ('{P:김민재} 대표는 "[[공장을\n세 곳 더 짓겠다]]"고 말했다.', "김민재"),
]

CASES = [("zh", *case) for case in CHINESE] + [("ko", *case) for case in KOREAN]


@pytest.mark.parametrize(("lang", "marked", "speakers"), CASES)
def test_statement(lang, marked, speakers):
    prefix = "{O:远山科技}的业绩会今天举行。" if "公司称" in marked else ""
    text, spans, found = statements_of(prefix + marked, lang)
    assert [(text[s.start : s.end], s.speaker) for s in found] == [
        (text[start:end], name) for (start, end), name in zip(spans, speakers.split("|"), strict=True)
    ]
    for statement in found:
        assert statement.speaker_text == text[statement.speaker_start : statement.speaker_end]
        assert 0 < statement.confidence <= 1


NOTHING_SAID = [
    ("zh", "{P:林海}对此表示欢迎。"),
    ("zh", "{O:远山科技}的显示器销量增长三成。"),
    ("zh", "据说{O:远山科技}会涨价。"),
    ("zh", "对{O:远山科技}来说，今年并不容易。"),
    ("zh", "换句话说，{O:远山科技}的亏损来自研发。"),
    ("zh", "这家被称为“行业黑马”的{O:远山科技}还没有盈利。"),
    ("zh", "{O:远山科技}没有透露，新厂的选址仍在谈判之中。"),
    ("zh", "{O:远山科技}公布的业绩超出市场的预期。"),
    ("zh", "{O:远山科技}推出“星河”大模型。"),
    ("ko", "{O:한빛전자}는 연말까지 말레이시아 공장을 완공한다."),
    ("ko", "{O:한빛전자}의 주말 매출 전망이 밝다."),
    ("ko", '{O:한빛전자}는 "꿈의 배터리"라고 불리는 제품을 만든다.'),
    ("ko", "{O:한빛전자}는 실적을 발표했다."),
    ("ko", "{O:한빛전자}에 따르면 안 된다."),
    ("ko", "올해 판매량은 12%로 전망했다."),
    ("ko", "실질적으로 값이 올랐다고 느끼는 소비자가 금전적으로 어려워졌다."),
    ("zh", "{O:远山科技}公布了新款轿车的售价。"),
    ("zh", "{O:大桥投行}上调盈利预测8%，目标价不变。"),
    ("zh", "截至8月底，共有5210家上市公司公布半年度报告，合计盈利增长两成。"),
    ("zh", "按{O:远山教育局}要求，补课一律取消。"),
    ("zh", "利用井下参数进行分析，获得储层的含气性。"),
    ("zh", "根据我们整理的库存数据，上周钢价小幅回落。"),
    ("zh", "利用数据计算目标的距离估计，然后设计波形。"),
    ("zh", "据了解，新厂将在八月投产。"),
    ("zh", "根据双方签署的协议，新厂将在八月投产。"),
    ("zh", "对于登录页面，本文给出11条设计建议，帮助读者改进表单。"),
    ("zh", "简单说，这是一种运行在容器里的应用。"),
    ("ko", "시장이 더 나빠질 것이라는 지적이다."),
    ("en", "{P:Jane Doe} said that prices will rise."),
]


@pytest.mark.parametrize(("lang", "marked"), NOTHING_SAID)
def test_nothing_said(lang, marked):
    text, entities, _ = unmark(marked)
    sentences = [(0, len(text))]
    assert find_statements(text, lang, sentences, entities) == []


HINTS = [
    ("zh", "{O:北岸证券}预测，[[明年出口增长5%]]。", "forecast"),
    ("zh", "{O:远山科技}公告，[[预计净利润增长30%]]。", "forecast"),
    ("zh", "{O:远山科技}表示，[[上半年交付了三万辆]]。", "reported"),
    ("ko", "{O:한빛증권}은 [[매출이 12% 늘 것]]이라고 전망했다.", "forecast"),
    ("ko", "{O:한빛전자}는 [[매출을 두 배로 늘린다]]는 목표를 제시했다.", "target"),
    ("ko", "{O:한빛전자}는 [[매출이 12% 늘었다]]고 밝혔다.", "reported"),
]


@pytest.mark.parametrize(("lang", "marked", "hint"), HINTS)
def test_modality_hint(lang, marked, hint):
    _, _, found = statements_of(marked, lang)
    assert [statement.modality_hint for statement in found] == [hint]


@pytest.mark.parametrize(
    "hostile",
    [
        "据" * 20000,
        "“" * 20000,
        '"' * 20001,
        "表示，" * 8000,
        "(" * 20000,
        "1" * 20000,
        "가는 " * 8000,
        "고 밝혔다 " * 4000,
    ],
)
@pytest.mark.parametrize("lang", ["zh", "ko"])
def test_hostile_text_is_read_in_linear_time(hostile, lang):
    began = time.perf_counter()
    find_statements(hostile, lang, [(0, len(hostile))], [])
    assert time.perf_counter() - began < 2
