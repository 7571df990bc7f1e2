"""Formulas of the kinds of claims: computed with intervals, and written out with their numbers.

A formula is sums, differences, products and quotients of names and numbers. Where every name stands in it once, the
interval is exactly what is possible; where one stands twice it is at least that, never less.
"""

import ast
from collections.abc import Callable, Mapping
from functools import cache

from data.vague import Interval

_SIGNS = {ast.Add: "+", ast.Sub: "\u2013", ast.Mult: "\u00d7", ast.Div: "\u00f7"}
_TIGHT = (ast.Mult, ast.Div)


class NothingToDivideBy(ArithmeticError):
    """The lower number of a quotient may be nothing."""


@cache
def _tree(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


@cache
def names(formula: str) -> frozenset[str]:
    """The names a formula needs."""
    return frozenset(node.id for node in ast.walk(_tree(formula)) if isinstance(node, ast.Name))


def computed(formula: str, numbers: Mapping[str, Interval]) -> Interval:
    """What the formula may give. Raises: NothingToDivideBy, KeyError for a name that is not there."""
    return _computed(_tree(formula), numbers)


def holds(formula: str, numbers: Mapping[str, float]) -> bool:
    """Whether one side is above or below the other. Raises: NothingToDivideBy, KeyError."""
    test = _tree(formula)
    if not isinstance(test, ast.Compare):
        raise ValueError(formula)
    exact = {name: Interval.exactly(number) for name, number in numbers.items()}
    left, right = _computed(test.left, exact).low, _computed(test.comparators[0], exact).low
    return left > right if isinstance(test.ops[0], ast.Gt) else left < right


def written(formula: str, word: Callable[[str], str], number: Callable[[float], str]) -> str:
    """The formula with each name as ``word`` says it and each number as ``number`` does."""
    return _written(_tree(formula), word, number)


def _computed(node: ast.expr, numbers: Mapping[str, Interval]) -> Interval:
    match node:
        case ast.Name():
            return numbers[node.id]
        case ast.Constant():
            return Interval.exactly(float(node.value))  # type: ignore[arg-type]
        case ast.BinOp():
            return _joined(node.op, _computed(node.left, numbers), _computed(node.right, numbers))
    raise ValueError(ast.dump(node))


def _joined(sign: ast.operator, left: Interval, right: Interval) -> Interval:
    match sign:
        case ast.Add():
            return left.plus(right)
        case ast.Sub():
            return left.minus(right)
        case ast.Mult():
            return left.times(right)
    quotient = left.over(right)
    if quotient is None:
        raise NothingToDivideBy
    return quotient


def _written(node: ast.expr, word: Callable[[str], str], number: Callable[[float], str]) -> str:
    match node:
        case ast.Name():
            return word(node.id)
        case ast.Constant():
            return number(float(node.value))  # type: ignore[arg-type]
        case ast.BinOp():
            left, right = _written(node.left, word, number), _written(node.right, word, number)
            if isinstance(node.op, _TIGHT):
                divides = isinstance(node.op, ast.Div)
                left, right = _closed(node.left, left, always=divides), _closed(node.right, right, always=divides)
            return f"{left} {_SIGNS[type(node.op)]} {right}"
    raise ValueError(ast.dump(node))


def _closed(node: ast.expr, text: str, *, always: bool = False) -> str:
    """In brackets where the sign beside it would bind tighter."""
    inside = isinstance(node, ast.BinOp) and (always or not isinstance(node.op, _TIGHT))
    return f"({text})" if inside else text
